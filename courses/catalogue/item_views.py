"""What the templates of questions and practices are given: in a check, nothing that is right or wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from courses.catalogue.body import CHECK


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A choice as shown. In a check `correct` is None and `feedback` empty."""

    uid: str
    text: str
    correct: bool | None = None
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as shown. `feedback` of a true_false is keyed "true" and "false"."""

    uid: str
    kind: str
    use: str
    text: str
    choices: tuple[ChoiceView, ...] = ()
    answer: bool | None = None
    feedback: Mapping[str, str] | None = None
    explanation: str = ""

    @property
    def is_multiple(self) -> bool:
        """Whether several choices may be picked."""
        return self.kind == "multiple"

    @property
    def is_false(self) -> bool:
        """Whether "false" is known to be the right answer; never in a check."""
        return self.answer is False


def question_view(value: Any, *, use: str) -> QuestionView:
    """What a check hides is never put into the view, so no template can show it by mistake."""
    if use == CHECK:
        choices = tuple(ChoiceView(uid=each["uid"], text=each["text"]) for each in value["choices"])
        return QuestionView(value["uid"], value["kind"], use, value["text"], choices)
    return QuestionView(
        uid=value["uid"],
        kind=value["kind"],
        use=use,
        text=value["text"],
        choices=tuple(
            ChoiceView(each["uid"], each["text"], each["correct"], each["feedback"])
            for each in value["choices"]
        ),
        answer=value["answer"] == "true" if value["kind"] == "true_false" else None,
        feedback={"true": value["feedback_true"], "false": value["feedback_false"]},
        explanation=value["explanation"],
    )


VIEWS: Mapping[str, Callable[..., Any]] = {"question": question_view}
"""By type of block; a block without a view is shown as it is, and stands in no check."""
