"""The clock looks at every block that is busy and moves its breaker where the figures say so."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from identity.messaging import breaking
from identity.messaging.models import Breaker, Message, Spending, SpendScope, Traffic
from identity.messaging.rules import (
    PACE_WINDOW,
    SAMPLE,
    SAMPLE_WINDOW,
    TIME_TO_TYPE,
    BreakerState,
    Sample,
    Trip,
    hour_of,
    trip,
    verdict_on_probes,
)
from identity.messaging.spending import limits_of, local_day

logger = logging.getLogger(__name__)


def watch(*, now: dt.datetime) -> int:
    """Judge the breakers that could move by themselves; how many moved. Safe to run twice and to miss."""
    return sum(_judge(breaker, now=now) for breaker in _worth_a_look(now))


def _worth_a_look(now: dt.datetime) -> Iterator[Breaker]:
    """All of them together, those halfway open, and the closed ones that had more than a few messages."""
    yield breaking.everything(now=now)
    limits = limits_of(SpendScope.BLOCK)
    today = Q(day_at__gte=local_day(now), day_sent__gte=SAMPLE // 2)
    this_hour = Q(hour_at__gte=hour_of(now), hour_sent__gt=limits.hour // 2)
    busy = Spending.objects.filter(today | this_hour, scope=SpendScope.BLOCK).values("digest")
    closed = Q(state=BreakerState.CLOSED, digest__in=busy)
    blocks = Breaker.objects.exclude(digest=breaking.EVERYTHING)
    yield from blocks.filter(closed | Q(state=BreakerState.HALF_OPEN))


def _judge(breaker: Breaker, *, now: dt.datetime) -> bool:
    judges = {BreakerState.CLOSED: _judge_closed, BreakerState.HALF_OPEN: _judge_probes}
    judge = judges.get(BreakerState(breaker.state))
    return judge is not None and judge(breaker, now=now)


def _judge_closed(breaker: Breaker, *, now: dt.datetime) -> bool:
    sample = _sample(breaker, until=now - TIME_TO_TYPE, now=now)
    row, scope = _row_of(breaker)
    this_hour = row.hour_sent if row and row.hour_at >= hour_of(now) else 0
    why = trip(
        sample,
        this_hour=this_hour,
        usual_hours=_usual_hours(breaker, now=now),
        limits=limits_of(scope),
    )
    if why is None:
        return False
    seen: dict[str, int | str] = {
        "sent": sample.sent,
        "converted": sample.converted,
        "this_hour": this_hour,
    }
    logger.warning("a breaker opens", extra={"breaker": str(breaker.uuid), "why": why, **seen})
    return breaking.trip(breaker, why, detail=seen, now=now)


def _judge_probes(breaker: Breaker, *, now: dt.datetime) -> bool:
    sample = _sample(breaker, until=now, now=now)
    goes_to = verdict_on_probes(sample, probes=breaker.probes, probed_at=breaker.probed_at, now=now)
    seen: dict[str, int | str] = {"sent": sample.sent, "converted": sample.converted}
    if goes_to is BreakerState.CLOSED:
        return breaking.recover(breaker, detail=seen, now=now)
    if goes_to is BreakerState.OPEN:
        return breaking.trip(breaker, Trip.CONVERSION, detail=seen, now=now)
    return False


def _sample(breaker: Breaker, *, until: dt.datetime, now: dt.datetime) -> Sample:
    """The latest strangers' messages since the breaker stands as it does, and how many came back."""
    since = max(breaker.since, now - SAMPLE_WINDOW)
    sent: Any = Message.objects.filter(is_favoured=False, sent_at__gte=since, sent_at__lte=until)
    if breaker.digest != breaking.EVERYTHING:
        sent = sent.filter(block=breaker)
    else:
        sent = sent.filter(block__isnull=False)
    latest = sent.order_by("-sent_at").values_list("converted_at", flat=True)[:SAMPLE]
    answers = list(latest)
    return Sample(len(answers), sum(at is not None for at in answers))


def _row_of(breaker: Breaker) -> tuple[Spending | None, SpendScope]:
    is_all = breaker.digest == breaking.EVERYTHING
    scope = SpendScope.CITY if is_all else SpendScope.BLOCK
    return Spending.objects.filter(scope=scope, digest=breaker.digest).first(), scope


def _usual_hours(breaker: Breaker, *, now: dt.datetime) -> list[int]:
    """Messages in each of the hours of the last week that saw any, this hour left aside."""
    week = Traffic.objects.filter(
        block=breaker, hour__gte=now - PACE_WINDOW, hour__lt=hour_of(now), sent__gt=0
    ).exclude(channel="email")
    per_hour: dict[dt.datetime, int] = {}
    for hour, sent in week.values_list("hour", "sent"):
        per_hour[hour] = per_hour.get(hour, 0) + sent
    return list(per_hour.values())
