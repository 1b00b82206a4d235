"""Rollup of messages by hour, channel and block: recomputed from what happened, never added to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncHour

from identity.messaging import breaking, wording
from identity.messaging.models import Message, Traffic
from identity.messaging.rules import hour_of

FIGURES = ("sent", "delivered", "failed", "with_code", "converted", "cost")
# given up by us because there was nothing to send any more, or nobody to send it to
NO_FAILURES = ("code_over", "notice_over", "no_address", "replaced")
type_of_key = tuple[dt.datetime, str, int]


def roll_up(*, hours: int, now: dt.datetime) -> int:
    """Count the messages promised in this clock hour and the `hours` before it anew; how many rows.

    A message belongs to the hour in which it was promised, however late it left or was answered. One
    that waits after a failed try counts as failed until it leaves.
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
    is_sent = Q(sent_at__isnull=False)
    is_failed = Q(delivered_at=None) & (_was_given_up() | _waits_for_its_vendor())
    return grouped.annotate(
        sent=Count("pk", filter=is_sent),
        delivered=Count("pk", filter=Q(delivered_at__isnull=False)),
        failed=Count("pk", filter=is_failed),
        with_code=Count("pk", filter=is_sent & Q(template__in=wording.with_code())),
        converted=Count("pk", filter=is_sent & Q(converted_at__isnull=False)),
        cost=Sum("price"),
    )


def _was_given_up() -> Q:
    """Whatever was tried in vain counts, also where its code was over before the vendor came back."""
    return Q(dropped_at__isnull=False) & ~Q(dropped_reason__in=NO_FAILURES, tries=0)


def _waits_for_its_vendor() -> Q:
    return Q(sent_at=None, dropped_at=None, taken_at=None, tries__gt=0)


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
