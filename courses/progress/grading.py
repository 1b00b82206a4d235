"""Grades a reported answer against the lesson version it names: the server decides, never the device."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from courses.catalogue import queries as catalogue
from courses.catalogue.frozen import FrozenItem, FrozenLesson, Key
from courses.practice.marking import mark_spot
from courses.progress.rules import Outline
from courses.questions.marking import (
    BadAnswer,
    Mark,
    mark_multiple,
    mark_single,
    mark_true_false,
)

VERSIONS_IN_MEMORY = 2048


@dataclass(frozen=True, slots=True)
class Sheet:
    """One item with its key, ids as texts so that they compare with what JSON brings."""

    kind: str
    is_check: bool
    choices: frozenset[str]
    parts: frozenset[str]
    correct: frozenset[str]
    answer: bool | None
    verdict: str | None
    feedback: Mapping[str, str]
    explanation: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One lesson version as marking needs it: its outline, its steps and a sheet for each item."""

    lesson: UUID
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
        outline=outline(frozen),
        steps=texts(frozen.steps),
        sheets={item.id: sheet(item, keys[item.id]) for item in frozen.items},
    )


def outline(frozen: FrozenLesson) -> Outline:
    """What a version asks for."""
    return Outline(
        practice=texts(item.id for item in frozen.items if item.use == "practice"),
        checks=texts(item.id for item in frozen.items if item.use == "check"),
        pass_mark=frozen.pass_mark,
    )


def sheet(item: FrozenItem, key: Key) -> Sheet:
    """An item and its key on one sheet."""
    return Sheet(
        kind=item.kind,
        is_check=item.use == "check",
        choices=texts(item.choices),
        parts=texts(item.parts),
        correct=texts(key.correct),
        answer=key.answer,
        verdict=key.verdict,
        feedback=key.feedback,
        explanation=key.explanation,
    )


def texts(ids: Any) -> frozenset[str]:
    """Ids as the texts they are in JSON."""
    return frozenset(map(str, ids))


def grade(sheet: Sheet, answer: object) -> Grade:
    """Mark an answer; raises BadAnswer when it has not the shape this kind of item asks for."""
    mark = mark_answer(sheet, answer)
    return Grade(mark=mark, feedback=feedback(sheet, answer, mark))


def mark_answer(sheet: Sheet, answer: object) -> Mark:
    """The mark alone."""
    if sheet.kind == "single":
        return mark_single(answer, choices=sheet.choices, right=sheet.correct)
    if sheet.kind == "multiple":
        return mark_multiple(answer, choices=sheet.choices, right=sheet.correct)
    if sheet.kind == "true_false":
        return mark_true_false(answer, right=bool(sheet.answer))
    if sheet.kind == "spot":
        return mark_spot(answer, parts=sheet.parts, clues=sheet.correct, verdict=str(sheet.verdict))
    raise BadAnswer


def feedback(sheet: Sheet, answer: Any, mark: Mark) -> str:
    """What the editor wrote for this answer: of each choice tapped, or of the whole, then the reason."""
    if sheet.kind == "spot":
        spoken = ["right" if mark.correct else "wrong"]
    elif sheet.kind == "true_false":
        spoken = [str(answer).lower()]
    else:
        spoken = [answer] if sheet.kind == "single" else list(dict.fromkeys(answer))
    said = [sheet.feedback.get(each, "") for each in spoken]
    return " ".join(text for text in (*said, sheet.explanation) if text)
