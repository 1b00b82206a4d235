"""The figures of messages for operators, read from rollup rows: their cost does not grow with messages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from identity.messaging import breaking
from identity.messaging.models import Breaker, Spending, SpendScope, Traffic
from identity.messaging.rules import BreakerState, Limits, hour_of
from identity.messaging.spending import limits_of, local_day

CHANNELS = ("sms", "zns", "email")
FIGURES = ("sent", "delivered", "failed", "with_code", "converted", "cost")
HUNDRED = 100


@dataclass(frozen=True)
class Figures:
    """What became of the messages of one channel in one span of time; `cost` in đồng."""

    sent: int
    delivered: int
    failed: int
    with_code: int
    converted: int
    cost: int

    @property
    def conversion(self) -> int | None:
        """Percent of the codes that came back; None where none was sent."""
        return self.converted * HUNDRED // self.with_code if self.with_code else None


@dataclass(frozen=True)
class ChannelFigures:
    """One channel in this clock hour, the last 24 and the last 30 days."""

    channel: str
    hour: Figures
    day: Figures
    month: Figures


@dataclass(frozen=True)
class Use:
    """How much of a budget is used in this hour and on this day."""

    scope: SpendScope
    hour: int
    day: int
    limits: Limits


def channels(*, now: dt.datetime) -> list[ChannelFigures]:
    """Every channel that carried something in the last 30 days."""
    spans = {
        "hour": hour_of(now),
        "day": now - dt.timedelta(hours=24),
        "month": now - dt.timedelta(days=30),
    }
    sums = {
        f"{span}_{name}": Coalesce(Sum(name, filter=Q(hour__gte=since)), 0)
        for span, since in spans.items()
        for name in FIGURES
    }
    totals: Any = Traffic.objects.filter(
        block__digest=breaking.EVERYTHING, hour__gte=spans["month"]
    )
    found = {row["channel"]: row for row in totals.values("channel").annotate(**sums)}
    return [
        ChannelFigures(channel, *(_figures(found[channel], span) for span in spans))
        for channel in CHANNELS
        if channel in found
    ]


def uses(*, now: dt.datetime) -> list[Use]:
    """What the whole city has used of its budgets."""
    rows = {row.scope: row for row in Spending.objects.filter(digest="")}
    return [_use(scope, rows.get(scope), now=now) for scope in (SpendScope.CITY, SpendScope.EMAIL)]


def blocks(*, now: dt.datetime) -> QuerySet[Breaker]:
    """Blocks whose breaker is not closed, then those with messages in the last 24 hours, busiest first."""
    last_day = Q(traffic__hour__gte=now - dt.timedelta(hours=24))
    sums = {
        f"day_{name}": Coalesce(Sum(f"traffic__{name}", filter=last_day), 0)
        for name in ("sent", "converted")
    }
    is_closed = Case(
        When(state=BreakerState.CLOSED, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    every: Any = Breaker.objects.exclude(digest=breaking.EVERYTHING)
    counted: Any = every.annotate(**sums, is_closed=is_closed)
    worth_showing = ~Q(state=BreakerState.CLOSED) | Q(day_sent__gt=0)
    shown: QuerySet[Breaker] = counted.filter(worth_showing).order_by(
        "is_closed", "-day_sent", "label", "pk"
    )
    return shown


def _figures(row: dict[str, Any], span: str) -> Figures:
    return Figures(**{name: int(row[f"{span}_{name}"]) for name in FIGURES})


def _use(scope: SpendScope, row: Spending | None, *, now: dt.datetime) -> Use:
    hour = row.hour_sent if row and row.hour_at >= hour_of(now) else 0
    day = row.day_sent if row and row.day_at >= local_day(now) else 0
    return Use(scope, hour, day, limits_of(scope))
