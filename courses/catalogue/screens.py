"""A lesson as screens, one thing at a time, in the shape templates show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from cms.blocks.audio import AUDIO
from courses.catalogue import queries
from courses.catalogue.body import ITEM_TYPES, PRACTICE_TYPES, QUESTION_TYPES, SCREEN_STARTERS
from courses.catalogue.item_views import VIEWS

if TYPE_CHECKING:
    from courses.catalogue.pages import LessonPage

WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block of a screen, shown by `{% include_block %}`: `kind` is its type, `template` shows `value`.

    `recording` is the block read aloud; `script` and `style` are what its kind of item needs beside the
    lesson's own. Most blocks have none of them.
    """

    uid: str
    kind: str
    template: str
    value: Any
    recording: Any = None
    script: str = ""
    style: str = ""

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

    @property
    def kilobytes(self) -> int:
        """What listening to its recordings costs; 0 where nobody has read it aloud."""
        return sum(block.recording.kilobytes for block in self.blocks if block.recording)


def screens_of(page: LessonPage) -> list[Screen]:
    """A new screen begins at each text, steps, question and practice; pictures and callouts continue it."""
    groups: list[list[BlockView]] = []
    withdrawn = frozenset(map(str, queries.withdrawn_items(page.translation_key)))
    for block in page.body:
        is_withdrawn = str(block.value["uid"]) in withdrawn
        view = _notice_view(block) if is_withdrawn else _block_view(block, use=page.use)
        if block.block_type in SCREEN_STARTERS or not groups:
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
    if first.kind in QUESTION_TYPES:
        return _("Question")
    if first.kind in PRACTICE_TYPES:
        return _("Practice")
    if first.kind == WITHDRAWN:
        return _("Withdrawn")
    return first.value.get("heading") or _("Screen %(number)s") % {"number": number}


def _notice_view(block: Any) -> BlockView:
    """What stands in the place of an item that an editor took back."""
    template = "courses/catalogue/withdrawn.html"
    return BlockView(uid=block.value["uid"], kind=WITHDRAWN, template=template, value=None)


def _block_view(block: Any, *, use: str) -> BlockView:
    look = VIEWS.get(block.block_type)
    return BlockView(
        uid=block.value["uid"],
        kind=block.block_type,
        template=block.block.meta.template,
        value=look(block.value, use=use) if look else block.value,
        recording=block.value.get(AUDIO),
        script=getattr(block.block.meta, "script", ""),
        style=getattr(block.block.meta, "style", ""),
    )


def scripts_of(shown: Iterable[Screen]) -> list[str]:
    """The scripts that the items of these screens need beside the player's own, each once."""
    return _each_once(block.script for screen in shown for block in screen.blocks)


def styles_of(shown: Iterable[Screen]) -> list[str]:
    """The style sheets that they need beside the one of every page, each once."""
    return _each_once(block.style for screen in shown for block in screen.blocks)


def _each_once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))
