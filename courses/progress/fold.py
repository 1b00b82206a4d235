"""The fold: what a person's facts about one lesson come to, the same in whatever order they arrive.

Every part of the state is a merge that minds neither order nor repetition: a first or a last by
key, a union, a maximum. So folding one new fact into a stored state gives the same bytes as folding
the whole log again, and no fact needs the others to be read.

A key is (effective time, device, seq, id) as text of fixed width: comparing texts compares facts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from courses.progress.rules import ACTIVITY, Outline, share
from identity.local_time import VIETNAM

TIME_WIDTH = len("2026-01-01T00:00:00.000000")
STREAK = 3
"""Wrong tries in a row on one item after which a person needs help."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One applied event, as far as standing depends on it; ids are texts.

    `score` and `correct` are the best mark that stands. `is_out`: it counts where it lowers nothing.
    """

    key: str
    at: datetime
    kind: str
    version: str
    item: str | None = None
    attempt: str | None = None
    step: str | None = None
    is_check: bool = False
    score: int | None = None
    correct: bool | None = None
    is_out: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What is read off a state: the columns of PersonLesson."""

    started_at: datetime
    last_seen_at: datetime
    done_at: datetime | None
    done_version: UUID | None
    passed_at: datetime | None
    best_score: int | None
    position: UUID | None
    is_stuck: bool


@dataclass(slots=True)
class Tries:
    """The tries at one item: its best score, the last right one, the newest wrong ones after it.

    `is_out` once one of them was taken out of what her score is a share of.
    """

    best: int = 0
    right: str = ""
    wrong: list[str] = field(default_factory=list)
    is_out: bool = False

    def add(self, fact: Fact) -> None:
        """Three wrong keys are enough: an older one can never come back into the streak."""
        self.best = max(self.best, fact.score or 0)
        self.is_out = self.is_out or fact.is_out
        wrong = {*self.wrong}
        if fact.correct:
            self.right = max(self.right, fact.key)
        elif not fact.is_out:
            wrong.add(fact.key)
        self.wrong = sorted(key for key in wrong if key > self.right)[-STREAK:]

    def dump(self) -> list[Any]:
        """As JSON keeps it."""
        return [self.best, self.right, self.wrong, *([True] if self.is_out else [])]


UNTRIED = Tries()
UNANSWERED: list[Any] = ["", 0]


@dataclass(slots=True)
class Attempt:
    """One try at a check: the last answer to each item, and the fact that handed it in.

    An answer is its key, its score, and True as a third where it was taken out.
    """

    answers: dict[str, list[Any]] = field(default_factory=dict)
    closed: list[str] | None = None

    def answer(self, fact: Fact) -> None:
        """The last answer to an item is the one that counts."""
        item, answer = str(fact.item), [fact.key, fact.score or 0, *([True] if fact.is_out else [])]
        self.answers[item] = max(self.answers.get(item, answer), answer)

    def score(self, checks: Iterable[str]) -> int:
        """The share of the items the version asks for; one without an answer counts nothing."""
        answers = [self.answers.get(item, UNANSWERED) for item in checks]
        return share(
            [score for _, score, *out in answers if not out],
            [score for _, score, *out in answers if out],
        )

    @property
    def last(self) -> datetime:
        """When something of it was done last."""
        closed = self.closed[0] if self.closed else ""
        return time_of(max([closed, *(key for key, *_ in self.answers.values())]))


@dataclass(slots=True)
class State:
    """Everything a person's facts about one lesson come to."""

    first: str = ""
    last: str = ""
    done: list[str] | None = None
    position: list[str] | None = None
    tries: dict[str, Tries] = field(default_factory=dict)
    attempts: dict[str, Attempt] = field(default_factory=dict)
    months: set[str] = field(default_factory=set)
    versions: set[str] = field(default_factory=set)

    def add(self, fact: Fact) -> None:
        """Merge one fact in."""
        self.first = min(self.first or fact.key, fact.key)
        self.last = max(self.last, fact.key)
        self.versions.add(fact.version)
        if fact.kind in ACTIVITY:
            self.months.add(month_of(fact.at))
        if fact.kind == "lesson.position":
            self.position = max(self.position or ["", ""], [fact.key, str(fact.step)])
        elif fact.kind == "lesson.done":
            self._add_done(fact)
        elif fact.score is not None:
            self._add_answer(fact)

    def _add_done(self, fact: Fact) -> None:
        named = [fact.key, fact.version]
        self.done = min(self.done or named, named)
        if fact.attempt is not None:
            attempt = self.attempts.setdefault(fact.attempt, Attempt())
            attempt.closed = min(attempt.closed or named, named)

    def _add_answer(self, fact: Fact) -> None:
        self.tries.setdefault(str(fact.item), Tries()).add(fact)
        if fact.is_check and fact.attempt is not None:
            self.attempts.setdefault(fact.attempt, Attempt()).answer(fact)

    def dump(self) -> str:
        """Canonical JSON: equal states are equal texts."""
        return json.dumps(
            {
                "first": self.first,
                "last": self.last,
                "done": self.done,
                "position": self.position,
                "tries": {item: tries.dump() for item, tries in self.tries.items()},
                "attempts": {a: [t.answers, t.closed] for a, t in self.attempts.items()},
                "months": sorted(self.months),
                "versions": sorted(self.versions),
            },
            sort_keys=True,
            separators=(",", ":"),
        )


def load(text: str) -> State:
    """The state a dump describes."""
    raw = json.loads(text)
    return State(
        first=raw["first"],
        last=raw["last"],
        done=raw["done"],
        position=raw["position"],
        tries={item: Tries(*tries) for item, tries in raw["tries"].items()},
        attempts={name: Attempt(*attempt) for name, attempt in raw["attempts"].items()},
        months=set(raw["months"]),
        versions=set(raw["versions"]),
    )


def fold(facts: Iterable[Fact]) -> State:
    """The state of one person and lesson, from all its facts."""
    state = State()
    for fact in facts:
        state.add(fact)
    return state


def standing(state: State, outlines: Mapping[str, Outline]) -> Standing:
    """Read the columns off a state; `outlines` holds every version the state names."""
    return Standing(
        started_at=time_of(state.first),
        last_seen_at=time_of(state.last),
        done_at=time_of(state.done[0]) if state.done else None,
        done_version=UUID(state.done[1]) if state.done else None,
        passed_at=passed_at(state, outlines),
        best_score=best_score(state, outlines),
        position=UUID(state.position[1]) if state.position else None,
        is_stuck=any(len(tries.wrong) >= STREAK for tries in state.tries.values()),
    )


def passed_at(state: State, outlines: Mapping[str, Outline]) -> datetime | None:
    """When a check was first handed in at or above its pass mark."""
    passed = [
        attempt.closed[0]
        for attempt in state.attempts.values()
        if attempt.closed and has_passed(attempt, outlines[attempt.closed[1]])
    ]
    return time_of(min(passed)) if passed else None


def has_passed(attempt: Attempt, outline: Outline) -> bool:
    """Whether a try reaches the pass mark of the version it was handed in for."""
    return bool(outline.checks) and attempt.score(outline.checks) >= outline.pass_mark


def best_score(state: State, outlines: Mapping[str, Outline]) -> int | None:
    """The best check handed in; for a lesson without a check, the share of its practice mastered.

    Practice counts against the version that shows her best: an edit takes no credit away.
    """
    handed_in = [
        attempt.score(outlines[attempt.closed[1]].checks)
        for attempt in state.attempts.values()
        if attempt.closed and outlines[attempt.closed[1]].checks
    ]
    practised = [
        practice_score(state, outline)
        for outline in map(outlines.__getitem__, state.versions)
        if not outline.checks and not outline.practice.isdisjoint(state.tries)
    ]
    return max(handed_in + practised, default=None)


def practice_score(state: State, outline: Outline) -> int:
    """The share of the best scores at the practice items of a version; one not tried counts nothing."""
    tries = [state.tries.get(item, UNTRIED) for item in outline.practice]
    return share(
        [each.best for each in tries if not each.is_out],
        [each.best for each in tries if each.is_out],
    )


def month_of(at: datetime) -> str:
    """The month of an instant in Vietnam, as 2026-03."""
    return at.astimezone(VIETNAM).isoformat()[:7]


def key_of(*, at: datetime, device: UUID, seq: int, event: UUID) -> str:
    """The place of a fact among all others."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")[:TIME_WIDTH]
    return f"{moment}{device.hex}{seq:019d}{event.hex}"


def time_of(key: str) -> datetime:
    """The effective time a key begins with."""
    return datetime.fromisoformat(key[:TIME_WIDTH]).replace(tzinfo=UTC)
