"""Grades a reported answer against the lesson version it names: the server decides, never the device."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext

from courses.catalogue import queries as catalogue
from courses.catalogue.frozen import FrozenItem, FrozenLesson, Key
from courses.catalogue.kinds import KINDS
from courses.practice.realness import looks_real, numbers_in
from courses.progress.rules import Outline
from courses.questions.kinds import ANSWERED, DONT_KNOW, PRACTISED, SOLVED, ItemKind, Marker
from courses.questions.marking import WRONG, Mark

VERSIONS_IN_MEMORY = 2048


@dataclass(frozen=True, slots=True)
class Sheet:
    """One item with its key, ready to be marked again and again; credit is kept under its `name`."""

    name: str
    kind: ItemKind
    is_check: bool
    mark: Marker
    feedback: Mapping[str, str]
    titles: Mapping[str, str]
    solved: str | Promise
    explanation: str
    invented: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Paper:
    """One lesson version as marking needs it: its outline, its steps and a sheet for each item."""

    lesson: UUID
    use: str
    outline: Outline
    steps: frozenset[str]
    sheets: Mapping[UUID, Sheet]


@dataclass(frozen=True, slots=True)
class Grade:
    """A mark, and what to say about it (an empty text says nothing)."""

    mark: Mark
    feedback: str


class UnknownVersion(Exception):
    """No lesson version has this id."""


@lru_cache(maxsize=VERSIONS_IN_MEMORY)
def paper(version: UUID) -> Paper:
    """The paper of a version, kept in the process since versions never change; raises UnknownVersion."""
    frozen = catalogue.frozen_version(version)
    if frozen is None:
        raise UnknownVersion
    keys = catalogue.answer_keys(version)
    return Paper(
        lesson=frozen.lesson,
        use=frozen.use,
        outline=outline(frozen),
        steps=texts(frozen.steps),
        sheets={item.id: sheet(item, keys[item.id]) for item in frozen.items},
    )


def outline(frozen: FrozenLesson) -> Outline:
    """What a version asks for, by the names credit is kept under."""
    return Outline(
        practice=texts(item.name for item in frozen.items if item.use == "practice"),
        checks=texts(item.name for item in frozen.items if item.use == "check"),
        pass_mark=frozen.pass_mark,
    )


def sheet(item: FrozenItem, key: Key) -> Sheet:
    """An item and its key on one sheet."""
    kind = KINDS[item.kind]
    return Sheet(
        name=item.name,
        kind=kind,
        is_check=item.use == "check",
        mark=kind.marker(item.shown, key.key),
        feedback=key.feedback,
        titles=kind.titles(item.shown),
        solved=kind.solved(item.shown, key.key),
        explanation=key.explanation,
        invented=numbers_in([item.shown, key.key]) if kind.event == PRACTISED else frozenset(),
    )


def texts(ids: Any) -> frozenset[str]:
    """Ids as the texts they are in JSON."""
    return frozenset(map(str, ids))


def grade(sheet: Sheet, answer: object) -> Grade:
    """Mark an answer; raises BadAnswer when it has not the shape this kind of item asks for."""
    mark = mark_answer(sheet, answer)
    return Grade(mark=mark, feedback=feedback(sheet, answer, mark))


def is_too_real(sheet: Sheet, answer: object) -> bool:
    """Whether somebody typed a number into a practice that could be her own, and that it did not invent."""
    return sheet.kind.event == PRACTISED and looks_real(answer, allowed=sheet.invented)


def mark_answer(sheet: Sheet, answer: object) -> Mark:
    """The mark alone; any question may be left with "I don't know"."""
    if answer == DONT_KNOW and sheet.kind.event == ANSWERED:
        return WRONG
    return sheet.mark(answer)


def feedback(sheet: Sheet, answer: Any, mark: Mark) -> str:
    """What the editor wrote for this answer, then the reason: a paragraph for each."""
    spoken = [SOLVED] if answer == DONT_KNOW else sheet.kind.spoken(answer, mark)
    said = [told(sheet, each, critical=each in mark.critical) for each in spoken]
    name = sheet.kind.explains if sheet.explanation else ""
    return "\n\n".join(
        str(text) for text in (*said, name and f"{name}:", sheet.explanation) if text
    )


def told(sheet: Sheet, name: str, *, critical: bool) -> str:
    """What is said, behind the words it belongs to; of a critical mistake, that it would have cost dearly."""
    if name == SOLVED:
        return f"{gettext('What is right:')} {sheet.solved}"
    text, title = sheet.feedback.get(name, ""), sheet.titles.get(name, "")
    if not text:
        return ""
    titled = f"“{title.strip()}” – {text}" if title else text
    return f"{gettext('Outside, this would have cost dearly:')} {titled}" if critical else titled
