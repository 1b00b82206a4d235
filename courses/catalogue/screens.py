"""A lesson as screens, one thing at a time, in the shape templates show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from courses.catalogue.body import CHECK, ITEM_TYPES, SCREEN_STARTERS

if TYPE_CHECKING:
    from courses.catalogue.pages import LessonPage


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
class PartView:
    """A part of a simulated message as shown."""

    uid: str
    kind: str
    text: str
    is_clue: bool
    why: str


@dataclass(frozen=True, slots=True)
class SpotView:
    """A simulated message as shown; it stands only in practice lessons."""

    uid: str
    kind: str
    use: str
    goal: str
    channel: str
    parts: tuple[PartView, ...]
    verdict: str
    right: str
    wrong: str


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block of a screen, shown by `{% include_block %}`: `kind` is its type, `template` shows `value`."""

    uid: str
    kind: str
    template: str
    value: Any

    def render_as_block(self, context: dict[str, Any] | None = None) -> str:
        """The block's HTML; its template knows the value as `self`, as every block template does."""
        return render_to_string(self.template, {**(context or {}), "self": self.value})


@dataclass(frozen=True, slots=True)
class Screen:
    """What is seen at one time. `uid` is the step that positions name; `number` starts at 1."""

    uid: str
    kind: str
    number: int
    title: str
    blocks: tuple[BlockView, ...]

    @property
    def is_item(self) -> bool:
        """Whether the screen asks for an answer."""
        return self.kind in ITEM_TYPES


def screens_of(page: LessonPage) -> list[Screen]:
    """A new screen begins at each text, steps, question and spot; pictures and callouts continue it."""
    groups: list[list[BlockView]] = []
    for block in page.body:
        view = _block_view(block, use=page.use)
        if view.kind in SCREEN_STARTERS or not groups:
            groups.append([])
        groups[-1].append(view)
    return [_screen(group, number) for number, group in enumerate(groups, start=1)]


def _screen(group: list[BlockView], number: int) -> Screen:
    first = group[0]
    return Screen(
        uid=first.uid,
        kind=first.kind,
        number=number,
        title=_title(first, number),
        blocks=tuple(group),
    )


def _title(first: BlockView, number: int) -> str:
    if first.kind == "question":
        return _("Question")
    if first.kind == "spot":
        return _("Practice: find what is wrong")
    return first.value.get("heading") or _("Screen %(number)s") % {"number": number}


def _block_view(block: Any, *, use: str) -> BlockView:
    value = block.value
    if block.block_type == "question":
        value = _question_view(block.value, use=use)
    elif block.block_type == "spot":
        value = _spot_view(block.value, use=use)
    return BlockView(
        uid=block.value["uid"],
        kind=block.block_type,
        template=block.block.meta.template,
        value=value,
    )


def _question_view(value: Any, *, use: str) -> QuestionView:
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


def _spot_view(value: Any, *, use: str) -> SpotView:
    parts = (
        PartView(part["uid"], part["kind"], part["text"], part["is_clue"], part["why"])
        for part in value["parts"]
    )
    return SpotView(
        uid=value["uid"],
        kind="spot",
        use=use,
        goal=value["goal"],
        channel=value["channel"],
        parts=tuple(parts),
        verdict=value["verdict"],
        right=value["right"],
        wrong=value["wrong"],
    )
