"""What an item is to everything that handles one: how it is taken apart, marked and read from a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise

from courses.questions.marking import Mark

Json = dict[str, Any]
Shown = Mapping[str, Any]
Secret = Mapping[str, Any]
Marker = Callable[[object], Mark]

ANSWERED = "question.answered"
PRACTISED = "practice.done"
SOLVED = "solved"
"""Names, among what is said to an answer, what is right."""
DONT_KNOW: Mapping[str, bool] = {"dont_know": True}
"""The answer to any question of whoever would rather not guess: no points, and no harm."""


@dataclass(frozen=True, slots=True)
class Halves:
    """An item taken apart: `shown` may be read by everybody, the rest by the server alone.

    `shown` is what the API adds to `{id, kind, use}`; `key` what is right; `said` what a person reads
    after an answer, by names that `ItemKind.spoken` gives; `explanation` comes after it, whatever it was.
    """

    shown: Json
    key: Json
    said: dict[str, str] = field(default_factory=dict)
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class ItemKind:
    """One kind of item; the functions are pure.

    `halves` takes the raw value of its block apart. `secrets` names the fields of that value which
    nobody may read. `marker` prepares the marking of one item from both halves; what it returns takes
    an answer, raises BadAnswer for one that has not this kind's shape, and never fails otherwise.
    `spoken` names what is said to an answer. `titles` gives the words of each part of an item of several,
    which stand in front of what is said to it. `solution` is an answer that is wholly right, `solved`
    the words of it, said where SOLVED is spoken. `explains` is what its explanation is called, where that
    is not plain. `read_form` reads the answer from the fields of a browser without scripts.
    """

    name: str
    halves: Callable[[Json], Halves]
    secrets: frozenset[str]
    marker: Callable[[Shown, Secret], Marker]
    spoken: Callable[[Any, Mark], Sequence[str]]
    solution: Callable[[Shown, Secret], Any]
    read_form: Callable[[QueryDict], Any]
    solved: Callable[[Shown, Secret], str | Promise] = lambda shown, key: ""
    explains: str | Promise = ""
    titles: Callable[[Shown], Mapping[str, str]] = lambda shown: {}
    event: str = ANSWERED


def values(items: list[Json]) -> list[Json]:
    """The values of a raw ListBlock."""
    return [item["value"] for item in items]


def ids(entries: Sequence[Shown]) -> frozenset[str]:
    """The ids of choices, parts or whatever an item shows."""
    return frozenset(entry["id"] for entry in entries)


def titles_of(entries: Iterable[Shown], field: str = "text") -> dict[str, str]:
    """The words of each entry, by its id."""
    return {entry["id"]: entry[field] for entry in entries}


def right_or_wrong(answer: Any, mark: Mark) -> Sequence[str]:
    """What is said where only the outcome matters: whoever has it wrong reads what is right."""
    return ["right"] if mark.correct else ["wrong", SOLVED]
