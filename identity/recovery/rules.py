"""Pure decisions of winning an account back: which state may follow which, and when the wait is over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

WAIT = dt.timedelta(hours=72)
WAIT_CONFIRMED = dt.timedelta(hours=24)
CONFIRMATIONS = 2
REMIND_EVERY = dt.timedelta(hours=24)
FROZEN_FOR = dt.timedelta(days=7)
OPEN_FOR = dt.timedelta(days=14)
KEPT_FOR = dt.timedelta(days=365)
"""As the register of personal data says; who confirmed goes with the request."""

MOST_OPEN = 3
"""Open requests of one account; whoever asks beyond that is heard like everybody and moves nothing."""


class State(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    WAITING = "waiting"
    READY = "ready"
    DONE = "done"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    EXPIRED = "expired"


# state -> the states that may follow
NEXT: dict[State, frozenset[State]] = {
    State.ASKED: frozenset({State.WAITING, State.EXPIRED}),
    State.WAITING: frozenset({State.READY, State.CANCELLED, State.REFUSED, State.EXPIRED}),
    State.READY: frozenset({State.DONE, State.CANCELLED, State.REFUSED, State.EXPIRED}),
    State.DONE: frozenset(),
    State.CANCELLED: frozenset(),
    State.REFUSED: frozenset(),
    State.EXPIRED: frozenset(),
}
OPEN_STATES = frozenset(state for state, following in NEXT.items() if following)


@dataclass(frozen=True)
class Standing:
    """What decides about a waiting request.

    `was_told`: an address or an open session of the account has heard of it. `is_in_use`: somebody
    has signed in to the account, or used it, since. `has_rival`: another request for it waits too.
    `is_staff`: the account holds a role, so an administrator must be among those who confirmed.
    """

    waiting_at: dt.datetime
    confirmations: int
    was_told: bool
    is_in_use: bool
    has_rival: bool
    is_staff: bool
    has_admin: bool


def previous(following: State) -> frozenset[State]:
    """The states from which a request may come to this one."""
    return frozenset(state for state in State if following in NEXT[state])


def due_at(standing: Standing) -> dt.datetime | None:
    """When the wait is over: 24 hours if two members of staff confirmed, else 72.

    None while only people can decide, because waiting proves nothing: when nobody of the account
    could hear of it and no member of staff saw the person, when the account is in use, when two ask
    for it, and for an account of staff.
    """
    is_confirmed = standing.confirmations >= CONFIRMATIONS
    if standing.is_staff and not (is_confirmed and standing.has_admin):
        return None
    if is_confirmed:
        return standing.waiting_at + WAIT_CONFIRMED
    is_quiet = not (standing.has_rival or standing.is_in_use)
    could_object = standing.was_told or standing.confirmations > 0
    return standing.waiting_at + WAIT if is_quiet and could_object else None


def expires_at(asked_at: dt.datetime) -> dt.datetime:
    """When a request that went nowhere is over."""
    return asked_at + OPEN_FOR


def reminders_due(waiting_at: dt.datetime, *, now: dt.datetime) -> int:
    """How many reminders the account's old addresses should have had by now: one a day of waiting."""
    return max(0, int((now - waiting_at) / REMIND_EVERY))
