"""The figures of messages and the decisions that follow: states, windows, breaker, second channel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

# longer than any channel waits for an answer
LEASE = dt.timedelta(seconds=60)
KEPT_FOR = dt.timedelta(days=30)
TRAFFIC_KEPT_FOR = dt.timedelta(days=400)
RECEIPTS_KEPT_FOR = dt.timedelta(days=7)

# numbers that differ in their last four digits only are sold together
BLOCK_DIGITS = 4
# this share of every limit is kept for whoever is known, so that strangers cannot use all of it up
RESERVED_PERCENT = 20

TRIES_ON_A_CHANNEL = 2
SILENCE = dt.timedelta(seconds=60)
PHONE_CHANNELS = ("sms", "zns")


class MessageState(StrEnum):
    """Where a message stands."""

    PROMISED = "promised"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


# a receipt may overtake the answer that took the message, and a late arrival outweighs a failure
STATE_MOVES: dict[MessageState, frozenset[MessageState]] = {
    MessageState.PROMISED: frozenset(
        {MessageState.SENT, MessageState.DELIVERED, MessageState.FAILED}
    ),
    MessageState.SENT: frozenset({MessageState.DELIVERED, MessageState.FAILED}),
    MessageState.FAILED: frozenset({MessageState.DELIVERED}),
    MessageState.DELIVERED: frozenset(),
}


class Failure(StrEnum):
    """How a message failed, as far as it decides what follows."""

    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    REPORTED = "reported"
    SILENT = "silent"


@dataclass(frozen=True)
class Step:
    """What follows a failed message: the same words by this channel, as this attempt there."""

    channel: str
    attempt: int


def next_step(failure: Failure, *, channel: str, attempt: int, then: Sequence[str]) -> Step | None:
    """The message that stands in for a failed one; None when there is no other way.

    Only where the vendor says that nothing arrived is the same channel asked a second time: a vendor
    that is out of reach is asked by the outbox anyway, one that refused would refuse again, and after
    silence a second copy might arrive.
    """
    if failure is Failure.REPORTED and attempt < TRIES_ON_A_CHANNEL:
        return Step(channel, attempt + 1)
    return Step(then[0], 1) if then else None


# -- Budgets --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Limits:
    """How many messages may be charged to one row in a clock hour and in a local day."""

    hour: int
    day: int

    def for_strangers(self) -> Limits:
        """The same without the share that is kept for whoever is known."""
        return Limits(_without_reserve(self.hour), _without_reserve(self.day))


def _without_reserve(limit: int) -> int:
    return limit - limit * RESERVED_PERCENT // 100


def hour_of(now: dt.datetime) -> dt.datetime:
    """The beginning of the clock hour (in any zone with whole hours, as ours)."""
    return now.replace(minute=0, second=0, microsecond=0)


def day_of(now: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """The local midnight before."""
    return now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


# -- Breaker --------------------------------------------------------------------------------------

# identity.md, section 1: stop below 20 % over 200 sends, or above three times the usual hour
SAMPLE = 200
LEAST_CONVERSION = 0.20
SAMPLE_WINDOW = dt.timedelta(hours=24)
# a code that went out this lately may still be on its way to be typed
TIME_TO_TYPE = dt.timedelta(minutes=2)
PACE_FACTOR = 3
PACE_WINDOW = dt.timedelta(days=7)

PROBES = 20
PROBES_JUDGED_AFTER = dt.timedelta(minutes=5)
OPEN_FOR = tuple(dt.timedelta(minutes=minutes) for minutes in (10, 20, 40, 60))


class BreakerState(StrEnum):
    """Whether strangers' messages pass; `held` was set by hand and only a hand ends it."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"
    HELD = "held"


BREAKER_MOVES: dict[BreakerState, frozenset[BreakerState]] = {
    BreakerState.CLOSED: frozenset({BreakerState.OPEN, BreakerState.HELD}),
    BreakerState.OPEN: frozenset({BreakerState.HALF_OPEN, BreakerState.CLOSED, BreakerState.HELD}),
    BreakerState.HALF_OPEN: frozenset({BreakerState.OPEN, BreakerState.CLOSED, BreakerState.HELD}),
    BreakerState.HELD: frozenset({BreakerState.CLOSED}),
}


class Trip(StrEnum):
    """Why a breaker opened."""

    CONVERSION = "conversion"
    PACE = "pace"
    BY_HAND = "by_hand"


class HandReason(StrEnum):
    """Why an administrator moves a breaker by hand; codes, because free words could name people."""

    PUMPING = "pumping"
    VENDOR = "vendor"
    COST = "cost"
    REAL_PEOPLE = "real_people"
    OVER = "over"


# what may be said for stopping (held) and for letting pass (closed)
HAND_REASONS: dict[BreakerState, tuple[HandReason, ...]] = {
    BreakerState.HELD: (HandReason.PUMPING, HandReason.VENDOR, HandReason.COST),
    BreakerState.CLOSED: (HandReason.REAL_PEOPLE, HandReason.VENDOR, HandReason.OVER),
}


@dataclass(frozen=True)
class Sample:
    """The latest messages of strangers that had time to be answered, and how many were."""

    sent: int
    converted: int


def trip(
    sample: Sample, *, this_hour: int, usual_hours: Sequence[int], limits: Limits
) -> Trip | None:
    """Whether a closed breaker must open, and why.

    Too few codes come back, or the hour runs above three times the median of the hours that saw
    messages in the last week. A pace below half the hourly limit is never too fast: a class in a
    village is not an attack.
    """
    if sample.sent >= SAMPLE and sample.converted < LEAST_CONVERSION * sample.sent:
        return Trip.CONVERSION
    usual = median(usual_hours) if usual_hours else 0
    return Trip.PACE if this_hour > max(PACE_FACTOR * usual, limits.hour // 2) else None


def verdict_on_probes(
    sample: Sample, *, probes: int, probed_at: dt.datetime | None, now: dt.datetime
) -> BreakerState:
    """Where a half-open breaker goes: enough codes came back, or the probes were in vain, or neither yet."""
    if sample.converted >= LEAST_CONVERSION * PROBES:
        return BreakerState.CLOSED
    is_over = probed_at is not None and now - probed_at >= PROBES_JUDGED_AFTER
    return BreakerState.OPEN if probes >= PROBES and is_over else BreakerState.HALF_OPEN


def open_for(trips: int) -> dt.timedelta:
    """How long the breaker stays open the n-th time in a row."""
    return OPEN_FOR[min(max(trips, 1), len(OPEN_FOR)) - 1]


def mask_block(prefix: str) -> str:
    """A block as staff may see it: "0912 3• ••••" for +8491234, so that no number can be told."""
    digits = "0" + prefix.removeprefix("+84")
    return f"{digits[:4]} {digits[4:5]}• ••••"
