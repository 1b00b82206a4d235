"""What the templates of questions and practices are given: in a check, nothing that is right or wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from courses.catalogue.body import CHECK
from courses.catalogue.kinds import KINDS
from courses.practice.app_screen.showing import app_view
from courses.practice.branch.showing import branch_view
from courses.practice.compose.showing import letter_view


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


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as its API shows it (`shown`). In a check `key` and `said` are empty."""

    uid: str
    kind: str
    use: str
    shown: Mapping[str, Any]
    key: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture to choose. In a check `correct` is false and `feedback` empty."""

    uid: str
    text: str
    image: Any
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class PictureQuestionView:
    """A choice of pictures as shown."""

    uid: str
    kind: str
    use: str
    text: str
    choices: tuple[PictureView, ...]
    explanation: str = ""


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


def halves_view(value: Any, *, use: str) -> ItemView:
    """The public half, and in practice the other one for the script that teaches at once."""
    raw = value.block.get_prep_value(value)
    kind = KINDS[value.block.name]
    halves = kind.halves(raw)
    item = ItemView(uid=raw["uid"], kind=kind.name, use=use, shown=halves.shown)
    if use == CHECK:
        return item
    key = json.dumps(halves.key, ensure_ascii=False)
    return replace(item, key=key, said=halves.said, explanation=halves.explanation or "")


def picture_view(value: Any, *, use: str) -> PictureQuestionView:
    """The pictures as they stand; in a check without what is right."""
    is_open = use != CHECK
    choices = (
        PictureView(
            each["uid"],
            each["text"],
            each["image"],
            is_open and each["correct"],
            each["feedback"] if is_open else "",
        )
        for each in value["choices"]
    )
    explanation = value["explanation"] if is_open else ""
    return PictureQuestionView(
        value["uid"], "picture_choice", use, value["text"], tuple(choices), explanation
    )


VIEWS: Mapping[str, Callable[..., Any]] = {
    "question": question_view,
    "match": halves_view,
    "order": halves_view,
    "short_text": halves_view,
    "number": halves_view,
    "picture_choice": picture_view,
    "branch": branch_view,
    "compose": letter_view,
    "app_screen": app_view,
}
"""By type of block; a block without a view is shown as it is, and stands in no check."""
