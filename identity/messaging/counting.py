"""Rollup of messages by hour, channel and block: recomputed from what happened, never added to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncHour

from identity.messaging import breaking
from identity.messaging.models import Message, Traffic
from identity.messaging.rules import hour_of

FIGURES = ("sent", "delivered", "failed", "converted", "cost")
type_of_key = tuple[dt.datetime, str, int]


def roll_up(*, hours: int, now: dt.datetime) -> int:
    """Count the messages promised in this clock hour and the `hours` before it anew; how many rows.

    A message belongs to the hour in which it was promised, however late it left or was answered.
    """
    since = hour_of(now) - dt.timedelta(hours=hours)
    all_blocks = breaking.everything(now=now).pk
    rows = _with_totals(_counted(since), all_blocks)
    with transaction.atomic():
        Traffic.objects.bulk_create(
            [_row(key, figures) for key, figures in sorted(rows.items())],
            update_conflicts=True,
            unique_fields=["block", "channel", "hour"],
            update_fields=list(FIGURES),
        )
    return len(rows)


def _counted(since: dt.datetime) -> Iterable[dict[str, Any]]:
    promised: Any = Message.objects.filter(created_at__gte=since)
    grouped = promised.annotate(hour=TruncHour("created_at")).values("hour", "channel", "block")
    return grouped.annotate(
        sent=Count("pk", filter=Q(sent_at__isnull=False)),
        delivered=Count("pk", filter=Q(delivered_at__isnull=False)),
        failed=Count("pk", filter=Q(dropped_at__isnull=False, delivered_at=None)),
        converted=Count("pk", filter=Q(sent_at__isnull=False, converted_at__isnull=False)),
        cost=Sum("price"),
    )


def _with_totals(
    counted: Iterable[dict[str, Any]], all_blocks: int
) -> dict[type_of_key, dict[str, int]]:
    """Each block's figures, and those of all messages of the channel under the row of all blocks."""
    rows: dict[type_of_key, dict[str, int]] = {}
    for group in counted:
        blocks = {all_blocks, group["block"] or all_blocks}
        for block in blocks:
            figures = rows.setdefault(
                (group["hour"], group["channel"], block), dict.fromkeys(FIGURES, 0)
            )
            for name in FIGURES:
                figures[name] += group[name]
    return rows


def _row(key: type_of_key, figures: dict[str, int]) -> Traffic:
    hour, channel, block = key
    return Traffic(hour=hour, channel=channel, block_id=block, **figures)
