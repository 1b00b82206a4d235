"""Decisions about sittings: who gets which form, whose answer is in time, what counts as a gain."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

BEFORE, AFTER, CHECK = "before", "after", "check"
PAIRED = (BEFORE, AFTER)
OPEN, CLOSED = "open", "closed"
FORM_A, FORM_B, RESERVE = "A", "B", "R"

NEXT_STATE: Mapping[str, Mapping[str, frozenset[str]]] = {
    BEFORE: {"": frozenset({OPEN}), OPEN: frozenset({CLOSED}), CLOSED: frozenset({OPEN})},
    AFTER: {"": frozenset({OPEN}), OPEN: frozenset({CLOSED}), CLOSED: frozenset({OPEN})},
    CHECK: {"": frozenset({OPEN}), OPEN: frozenset({CLOSED}), CLOSED: frozenset()},
}
"""A test before or after may be opened again, with a trace; a supervised check never."""

LATEST: Mapping[str, timedelta] = {
    BEFORE: timedelta(minutes=15),
    AFTER: timedelta(minutes=15),
    CHECK: timedelta(minutes=2),
}
"""How long after closing an answer may arrive that was given before it, as the phone's stopwatch says.

Long where nothing hangs on one answer and the hall has bad reception. Short where a certificate hangs
on it: a stopwatch can be made to lie, and people talk at the door.
"""
HAND_IN_FOR = timedelta(minutes=15)
"""How long after its end a check may be handed in: the answers were here by then and do not change."""
WINDOW = timedelta(hours=3)
"""How long a supervised check stays open when nobody closes it."""
WRONG_CODES = 5
"""Wrong session codes of one person in one check; then the trainer seats her herself."""

SEATED, IDENTIFIED, BEGUN, ASKED, ALLOWED, HANDED_IN = (
    "seated",
    "identified",
    "begun",
    "resume_asked",
    "resume_allowed",
    "handed_in",
)
NEXT_AT_SEAT: Mapping[str, frozenset[str]] = {
    "": frozenset({SEATED}),
    SEATED: frozenset({IDENTIFIED}),
    IDENTIFIED: frozenset({BEGUN}),
    BEGUN: frozenset({ASKED, ALLOWED, HANDED_IN}),
    ASKED: frozenset({ALLOWED, HANDED_IN}),
    ALLOWED: frozenset({BEGUN}),
    HANDED_IN: frozenset(),
}
MOST_RESUMES = 2
KNOWN_BY = ("card", "acquainted")
"""How a trainer knows a candidate: saw her identity card, or knows her in person."""

REPORTED, KEPT, WITHDRAWN = "reported", "kept", "withdrawn"
REPORT_REASONS = ("unclear", "no_right", "picture")

GAIN = 10
"""Percent points from which a difference counts as one: less is as good as chance on eight items."""
HIGHER, SAME, LOWER = "higher", "same", "lower"
FEWEST = 5
"""Pairs of papers from which figures of a group are shown outside its class."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One seat of a supervised check as its acts leave it."""

    state: str = ""
    ticket: str = ""
    session: str = ""
    known_by: str = ""
    resumes: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """What happened at a seat, in order."""

    kind: str
    detail: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Percent before and after of somebody who sat both."""

    before: int
    after: int


def can_turn(moment: str, *, state: str, to: str) -> bool:
    """Whether a sitting of this moment that stands at `state` ("" before it is made) may go to `to`."""
    return to in NEXT_STATE[moment].get(state, frozenset())


def letter_before(place: int) -> str:
    """The form somebody gets before the course: every second one in order of enrolment the other.

    `place` counts from 0 and never changes, so halves differ by one at most and stay as they are.
    """
    return FORM_B if place % 2 else FORM_A


def other_letter(letter: str) -> str:
    """The form for the other sitting."""
    return FORM_A if letter == FORM_B else FORM_B


def given_at(*, moment: str, received_at: datetime, waited: timedelta) -> datetime:
    """When an answer was given that waited in the phone, as the phone's own stopwatch says.

    A stopwatch and not a clock, so that a phone that thinks it is last year loses nothing; it is
    believed for no longer than LATEST of this moment.
    """
    return received_at - min(max(waited, timedelta(0)), LATEST[moment])


def is_in_time(
    *, moment: str, given: datetime, received_at: datetime, closed_at: datetime | None
) -> bool:
    """Whether an answer counts: given before the closing, and here at most LATEST after it."""
    if closed_at is None:
        return True
    return given <= closed_at and received_at <= closed_at + LATEST[moment]


def seat(acts: Sequence[Act]) -> Candidate:
    """The seat after these acts, oldest first."""
    begun = [act.detail for act in acts if act.kind == BEGUN]
    known = [act.detail for act in acts if act.kind == IDENTIFIED]
    return Candidate(
        state=acts[-1].kind if acts else "",
        ticket=begun[-1].get("ticket", "") if begun else "",
        session=begun[-1].get("session", "") if begun else "",
        known_by=known[-1].get("known_by", "") if known else "",
        resumes=sum(act.kind == ALLOWED for act in acts),
    )


def can_act(state: str, to: str) -> bool:
    """Whether `to` may follow at a seat in `state`."""
    return to in NEXT_AT_SEAT[state]


def may_resume(resumes: int) -> bool:
    """Whether somebody who was let on so many times may be let on once more."""
    return resumes < MOST_RESUMES


def asked_items(items: Sequence[UUID], withdrawn: Mapping[UUID, UUID | None]) -> tuple[UUID, ...]:
    """The items that count now: a withdrawn one gives its place to its replacement, or to nothing."""
    stand_ins = (_stand_in(item, withdrawn) for item in items)
    return tuple(item for item in stand_ins if item is not None)


def _stand_in(item: UUID, withdrawn: Mapping[UUID, UUID | None]) -> UUID | None:
    found: UUID | None = item
    for _step in withdrawn:
        if found is None or found not in withdrawn:
            break
        found = withdrawn[found]
    return None if found in withdrawn else found


def replacement_for(
    item: UUID,
    *,
    aims: Mapping[UUID, UUID],
    reserve: Mapping[UUID, UUID],
    used: Collection[UUID],
) -> UUID | None:
    """The first reserve item with the objective of the broken one that nobody has been asked yet."""
    aim = aims.get(item) or reserve.get(item)
    fitting = (spare for spare, purpose in reserve.items() if purpose == aim)
    return next((spare for spare in fitting if aim and spare not in used), None)


def percent(scores: Sequence[int]) -> int:
    """The mean of scores from 0 to 100, rounded half up; nothing scored is 0."""
    return (2 * sum(scores) + len(scores)) // (2 * len(scores)) if scores else 0


def mean(total: int, count: int) -> int:
    """A sum of percents over so many, rounded half up."""
    return (2 * total + count) // (2 * count) if count else 0


def band(pair: Pair) -> str:
    """Higher or lower from GAIN percent points on, otherwise the same; both percents are whole already."""
    difference = pair.after - pair.before
    if difference >= GAIN:
        return HIGHER
    return LOWER if difference <= -GAIN else SAME


def by_objective(scores: Mapping[UUID, int], aims: Mapping[UUID, UUID]) -> dict[UUID, int]:
    """Percent for each objective over all its items; one that was not answered counts 0."""
    found: dict[UUID, list[int]] = {}
    for item, objective in aims.items():
        found.setdefault(objective, []).append(scores.get(item, 0))
    return {objective: percent(each) for objective, each in found.items()}


def is_open(state: str, *, ends_at: datetime | None, now: datetime) -> bool:
    """Whether a sitting takes answers: opened last, and not past its window."""
    return state == OPEN and (ends_at is None or now < ends_at)
