"""From the facts of one lesson version to everybody's first try at each item: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from courses.questions.kinds import DONT_KNOW

POSITION = "lesson.position"
ANSWERS = frozenset({"question.answered", "practice.done"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One event as statistics read it; `person` is the account she is known as."""

    person: int
    device: UUID
    seq: int
    id: UUID
    at: datetime
    kind: str
    item: str | None
    answer: Any
    score: int | None

    @property
    def key(self) -> tuple[datetime, int, int]:
        """Its place among the facts of one person: by time, then as her device numbered them."""
        return (self.at, self.seq, self.id.int)


@dataclass(frozen=True, slots=True)
class FirstTry:
    """The first answer of one person to one item; `seconds` since the fact before it on that device."""

    score: int
    answer: Any
    seconds: float | None

    @property
    def is_skip(self) -> bool:
        """Whether she said that she does not know."""
        return bool(self.answer == DONT_KNOW)


@dataclass(slots=True)
class Met:
    """What one person did in a version: her first tries by item, and the steps she has seen."""

    tries: dict[str, FirstTry] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)


def people(facts: Iterable[Fact]) -> dict[int, Met]:
    """What each person did; facts in any order, each any number of times."""
    by_person: dict[int, dict[UUID, Fact]] = {}
    for fact in facts:
        by_person.setdefault(fact.person, {})[fact.id] = fact
    return {person: met(hers.values()) for person, hers in by_person.items()}


def met(facts: Iterable[Fact]) -> Met:
    """One person's facts of one version, in any order."""
    found = Met()
    before: dict[UUID, datetime] = {}
    for fact in sorted(facts, key=lambda each: each.key):
        if fact.kind == POSITION and isinstance(fact.answer, str):
            found.seen.add(fact.answer)
        if fact.kind in ANSWERS and fact.item and fact.item not in found.tries:
            found.tries[fact.item] = first_try(fact, before.get(fact.device))
        before[fact.device] = fact.at
    return found


def first_try(fact: Fact, before: datetime | None) -> FirstTry:
    """The try a fact stands for."""
    seconds = (fact.at - before).total_seconds() if before else None
    return FirstTry(score=fact.score or 0, answer=fact.answer, seconds=seconds)


def scores(everybody: Mapping[int, Met]) -> dict[int, dict[str, int]]:
    """Everybody's first scores by item."""
    return {
        person: {item: one.score for item, one in hers.tries.items()}
        for person, hers in everybody.items()
    }


def picked(answer: Any) -> Sequence[str]:
    """The choices an answer names, each once; none where the answer names no choice."""
    if isinstance(answer, bool):
        return ["true" if answer else "false"]
    if isinstance(answer, str):
        return [answer]
    if isinstance(answer, list):
        return list(dict.fromkeys(each for each in answer if isinstance(each, str)))
    return []
