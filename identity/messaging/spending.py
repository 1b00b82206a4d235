"""What messages are charged to, each charge by one conditional UPDATE, before anything leaves.

Callers run inside a transaction: a charge that is refused takes the earlier ones back. The rows are
always charged in the same order, the one everybody shares last, so nobody waits long and no two wait
for each other.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F

from identity.accounts.contacts import Contact
from identity.accounts.queries import commune_of, live_holders
from identity.messaging import breaking
from identity.messaging.models import Breaker, Spending, SpendScope
from identity.messaging.refusals import BudgetSpent
from identity.messaging.rules import Limits, day_of, hour_of


@dataclass(frozen=True)
class Fare:
    """What a message was charged to: its block of numbers, and whether it speaks to somebody known."""

    block: Breaker | None
    is_favoured: bool
    paid_at: dt.datetime | None


UNPAID = Fare(block=None, is_favoured=True, paid_at=None)
"""A message to somebody the house knows; the worker pays for it before it leaves."""


def pay(*, to: Contact, network: list[str], is_favoured: bool, now: dt.datetime) -> Fare:
    """Charge one message to everything that does not depend on who holds the address.

    `network` holds the digests of where it was asked from; empty where no day limit is to hold
    there. Whoever is favoured (a known browser, a class) passes the breaker and may use the share
    of each limit that strangers may not. Refusals: BreakerOpen, BudgetSpent.
    """
    block = breaking.pass_through(to, is_favoured=is_favoured, now=now)
    if network:
        charge(SpendScope.NETWORK, network, is_favoured=is_favoured, now=now)
    if block is None:
        charge(SpendScope.EMAIL, [""], is_favoured=is_favoured, now=now)
    else:
        charge(SpendScope.BLOCK, [block.digest], is_favoured=is_favoured, now=now)
        charge(SpendScope.CITY, [""], is_favoured=is_favoured, now=now)
    return Fare(block=block, is_favoured=is_favoured, paid_at=now)


def pay_commune(*, to: Contact, is_favoured: bool, now: dt.datetime) -> None:
    """Charge one message to the commune its receiver lives in, if it costs money and she has one.

    Only for the worker that sends: at the door this would tell whether an address is known.
    Refusal: BudgetSpent.
    """
    holders = live_holders(to) if to.kind == "phone" else []
    commune = commune_of(holders[0].person) if holders else None
    if commune is not None:
        charge(SpendScope.COMMUNE, [commune.code], is_favoured=is_favoured, now=now)


def limits_of(scope: SpendScope) -> Limits:
    """The limits the settings give to rows of this scope."""
    hour, day = settings.MESSAGE_LIMITS[scope]
    return Limits(hour, day)


def charge(scope: SpendScope, digests: list[str], *, is_favoured: bool, now: dt.datetime) -> None:
    """Count one message on a row, or refuse with BudgetSpent and the moment its window ends."""
    limits = limits_of(scope) if is_favoured else limits_of(scope).for_strangers()
    rows = Spending.objects.filter(scope=scope, digest__in=digests)
    if _count(rows, limits, now=now):
        return
    _open_windows(rows, scope, digests[0], now=now)
    if not _count(rows, limits, now=now):
        raise BudgetSpent(scope, retry_at=_opens_at(rows, limits, now=now))


def local_day(now: dt.datetime) -> dt.datetime:
    """The local midnight with which the day of the limits began."""
    return day_of(now, ZoneInfo(settings.TIME_ZONE))


def _count(rows: Any, limits: Limits, *, now: dt.datetime) -> int:
    """A window that another process, with a clock a little ahead, has opened already is the current one."""
    current = rows.filter(hour_at__gte=hour_of(now), day_at__gte=local_day(now))
    counted: int = current.filter(hour_sent__lt=limits.hour, day_sent__lt=limits.day).update(
        hour_sent=F("hour_sent") + 1, day_sent=F("day_sent") + 1
    )
    return counted


def _open_windows(rows: Any, scope: SpendScope, digest: str, *, now: dt.datetime) -> None:
    hour, day = hour_of(now), local_day(now)
    if not rows.exists():
        fresh = Spending(scope=scope, digest=digest, hour_at=hour, day_at=day)
        Spending.objects.bulk_create([fresh], ignore_conflicts=True)
    rows.filter(hour_at__lt=hour).update(hour_at=hour, hour_sent=0)
    rows.filter(day_at__lt=day).update(day_at=day, day_sent=0)


def _opens_at(rows: Any, limits: Limits, *, now: dt.datetime) -> dt.datetime:
    row = rows.order_by("id").first()
    if row is not None and row.day_sent >= limits.day:
        return local_day(now) + dt.timedelta(days=1)
    return hour_of(now) + dt.timedelta(hours=1)
