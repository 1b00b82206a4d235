"""Decisions about facts: whose clock counts, what a lesson asks for, when a person needs help."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
AHEAD = timedelta(minutes=5)
SILENCE = timedelta(days=14)
"""Without a fact for this long, a person who has started and not finished needs help."""
MOST_ATTEMPTS = 50
"""Tries at one check within a day that are kept apart; the next day there is room again."""
CROWD = timedelta(hours=24)

REFUSALS_KEPT_FOR = timedelta(days=365)
"""As the register of personal data says."""

LESSON_USES = frozenset({"practice", "check"})
"""What a version is used for that people may report on; a form of a test is answered in its sitting alone."""

ANSWERS = ("question.answered", "practice.done")
ACTIVITY = (*ANSWERS, "lesson.done")
"""The kinds of fact that make a person active in a month."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What one lesson version asks for: ids of its practice and check items, and its pass mark."""

    practice: frozenset[str]
    checks: frozenset[str]
    pass_mark: int


@dataclass(frozen=True, slots=True)
class Following:
    """One decision which edition counts: its row id, the lessons it requires, and since when.

    `account` tells the decisions about accounts apart that were merged into one.
    """

    edition: int
    lessons: tuple[UUID, ...]
    since: datetime
    account: int = 0


@dataclass(frozen=True, slots=True)
class Completion:
    """A course finished: the edition it was finished in, and when."""

    edition: int
    at: datetime


def effective_time(device_time: datetime, *, received_at: datetime) -> datetime:
    """The device's clock, held between 1 January 2026 and five minutes after receipt."""
    return min(max(device_time, EARLIEST), received_at + AHEAD)


def completion(
    followed: Sequence[Following], done_at: Mapping[UUID, datetime]
) -> Completion | None:
    """The first edition finished while it was the one that counted; `followed` oldest first.

    A later edition takes nothing away: what was finished stays finished, and names its edition.
    Nor does a merge: the decisions about each of her accounts count by themselves.
    """
    accounts = {following.account for following in followed}
    lines = [[each for each in followed if each.account == account] for account in accounts]
    found = [one for line in lines if (one := _completion_of_line(line, done_at))]
    return min(found, key=lambda each: (each.at, each.edition), default=None)


def _completion_of_line(
    followed: Sequence[Following], done_at: Mapping[UUID, datetime]
) -> Completion | None:
    for place, following in enumerate(followed):
        at = finished_at(following, done_at)
        is_last = place == len(followed) - 1
        if at is not None and (is_last or at <= followed[place + 1].since):
            return Completion(edition=following.edition, at=at)
    return None


def finished_at(following: Following, done_at: Mapping[UUID, datetime]) -> datetime | None:
    """When the last lesson of an edition was done; None while one is missing or it has none."""
    times = [done_at.get(lesson) for lesson in following.lessons]
    known = [time for time in times if time is not None]
    return max(known) if known and len(known) == len(times) else None


def count_done(lessons: Collection[UUID], done: Collection[UUID]) -> int:
    """How many of the lessons are done."""
    return sum(lesson in done for lesson in lessons)


def percent(*, done: int, total: int) -> int:
    """Whole percent, rounded down; an empty course has none."""
    return 100 * done // total if total else 0


def is_finished(completed_at: datetime | None) -> bool:
    """Whether a course is finished: it was completed once, in whichever edition counted then."""
    return completed_at is not None


def percent_shown(*, done: int, total: int, completed_at: datetime | None) -> int:
    """The percent people read: 100 for whoever has finished, and no later edition takes it away."""
    return 100 if is_finished(completed_at) else percent(done=done, total=total)


def share(counted: Collection[int], taken_out: Collection[int] = ()) -> int:
    """The mean of marks, rounded down; a mark taken out still counts where it does not lower it."""
    total, number = sum(counted), len(counted)
    for mark in sorted(taken_out, reverse=True):
        if mark * number < total:
            break
        total, number = total + mark, number + 1
    return total // number if number else 0


def needs_help(
    *, is_stuck: bool, is_finished: bool, last_seen_at: datetime | None, now: datetime
) -> bool:
    """Stuck (three wrong tries in a row on one item, no later success) or silent for 14 days.

    Whoever has finished the course needs none.
    """
    is_silent = last_seen_at is not None and now - last_seen_at >= SILENCE
    return not is_finished and (is_stuck or is_silent)
