"""The breaker of each block of ten thousand numbers, and the one of all of them: who passes, who moves it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from identity import keys
from identity.audit import actions as audit
from identity.messaging.models import Breaker
from identity.messaging.refusals import BreakerOpen
from identity.messaging.rules import (
    BLOCK_DIGITS,
    BREAKER_MOVES,
    PROBES,
    PROBES_JUDGED_AFTER,
    SAMPLE_WINDOW,
    BreakerState,
    HandReason,
    Trip,
    mask_block,
    open_for,
)

if TYPE_CHECKING:
    from identity.accounts.contacts import Contact
    from identity.accounts.models import Person

PURPOSE = "messaging.block"
EVERYTHING = ""
"""The digest of the breaker of all blocks together."""


class MoveRefused(Exception):
    """The breaker cannot go there from where it stands now."""

    code = "move_refused"


def pass_through(to: Contact, *, is_favoured: bool, now: dt.datetime) -> Breaker | None:
    """The block of a number once its breaker and that of all blocks let the message pass.

    None for an e-mail address. Whoever is favoured always passes; a half-open breaker lets a few
    strangers through to see whether their codes come back. Refusal: BreakerOpen.
    """
    if to.kind != "phone":
        return None
    found = _find(to.value, now=now)
    if not is_favoured:
        for breaker in found.values():
            if breaker.state != BreakerState.CLOSED:
                _admit(breaker, now=now)
    return next(breaker for digest, breaker in found.items() if digest != EVERYTHING)


def everything(*, now: dt.datetime) -> Breaker:
    """The breaker of all blocks together."""
    began = now - SAMPLE_WINDOW
    row, _made = Breaker.objects.get_or_create(digest=EVERYTHING, defaults={"since": began})
    return row


def trip(breaker: Breaker, why: Trip, *, detail: dict[str, int | str], now: dt.datetime) -> bool:
    """Stop the messages of strangers for a while; whether this call did it, which is then written down."""
    trips = breaker.trips + 1
    retry_at = now + open_for(trips)
    values = {"trips": trips, "retry_at": retry_at, "reason": why, "probes": 0}
    return _move(breaker, BreakerState.OPEN, by=None, detail=detail, now=now, values=values)


def recover(breaker: Breaker, *, detail: dict[str, int | str], now: dt.datetime) -> bool:
    """Let strangers pass again: their codes come back."""
    values = {"trips": 0, "retry_at": None, "reason": "", "probes": 0}
    return _move(breaker, BreakerState.CLOSED, by=None, detail=detail, now=now, values=values)


def hold(*, breaker: UUID, by: Person, reason: HandReason, now: dt.datetime) -> None:
    """Stop the messages of strangers by hand until a hand lets them pass again.

    `reason` is one of HandReason. Refusal: MoveRefused when that was done a moment ago.
    """
    found = Breaker.objects.get(uuid=breaker)
    values = {"retry_at": None, "reason": Trip.BY_HAND}
    if not _move(found, BreakerState.HELD, by=by, detail={"why": reason}, now=now, values=values):
        raise MoveRefused


def release(*, breaker: UUID, by: Person, reason: HandReason, now: dt.datetime) -> None:
    """Let the messages of strangers pass by hand; only what is sent from now on is judged.

    `reason` is one of HandReason. Refusal: MoveRefused when they pass already.
    """
    found = Breaker.objects.get(uuid=breaker)
    values = {"trips": 0, "retry_at": None, "reason": "", "probes": 0}
    if not _move(found, BreakerState.CLOSED, by=by, detail={"why": reason}, now=now, values=values):
        raise MoveRefused


def _find(number: str, *, now: dt.datetime) -> dict[str, Breaker]:
    """The breakers a number hangs on, that of all blocks first; a block never written to gets its row."""
    prefix = number[:-BLOCK_DIGITS]
    digests = [index.digest for index in keys.all_blind_indexes(prefix, purpose=PURPOSE)]
    wanted = Breaker.objects.filter(digest__in=[EVERYTHING, *digests]).order_by("digest")
    found = {row.digest: row for row in wanted}
    if not any(digest in found for digest in digests):
        fresh = Breaker(digest=digests[0], label=mask_block(prefix), since=now)
        Breaker.objects.bulk_create([fresh], ignore_conflicts=True)
        found[digests[0]] = Breaker.objects.get(digest=digests[0])
    return found


def _admit(breaker: Breaker, *, now: dt.datetime) -> None:
    """Let one message through a half-open breaker, opening it halfway when its time has come."""
    row = Breaker.objects.filter(pk=breaker.pk)
    ripe = row.filter(state=BreakerState.OPEN, retry_at__lte=now)
    if ripe.update(state=BreakerState.HALF_OPEN, since=now, probes=1, probed_at=now):
        return
    probing = row.filter(state=BreakerState.HALF_OPEN, probes__lt=PROBES)
    if probing.update(probes=F("probes") + 1, probed_at=now):
        return
    raise BreakerOpen(retry_at=_opens_at(breaker, now=now))


def _opens_at(breaker: Breaker, *, now: dt.datetime) -> dt.datetime | None:
    if breaker.state == BreakerState.HALF_OPEN:
        return (breaker.probed_at or now) + PROBES_JUDGED_AFTER
    return breaker.retry_at


def _move(
    breaker: Breaker,
    to: BreakerState,
    *,
    by: Person | None,
    values: dict[str, Any],
    now: dt.datetime,
    detail: dict[str, int | str],
) -> bool:
    """One conditional UPDATE decides who moves it; every move is an audit entry."""
    before = [state for state, after in BREAKER_MOVES.items() if to in after]
    with transaction.atomic():
        rows = Breaker.objects.filter(pk=breaker.pk, state__in=before)
        if not rows.update(state=to, since=now, **values):
            return False
        audit.record(
            act=f"messaging.breaker_{to}",
            by=by,
            detail={"breaker": str(breaker.uuid), **detail},
            now=now,
        )
    return True
