"""Every write of the statistics: recomputed from facts, whole versions at a time, never added to."""

from __future__ import annotations

import logging
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, Subquery

from courses.analysis import figuring, gathering, rules, tries
from courses.analysis.models import ItemReport, ItemStatistic, VersionCount
from courses.catalogue import queries as catalogue
from courses.catalogue.frozen import FrozenItem, FrozenLesson
from courses.catalogue.models import LessonVersion
from courses.progress.models import Event

logger = logging.getLogger(__name__)
IN_FLIGHT = timedelta(minutes=5)
"""A fact may be committed this long after the moment it bears, so a count looks back that far."""
MOST_VERSIONS = 50
"""Versions counted in one run; the next run takes the rest."""
LONGEST_TEXT = 400


def count_due(*, now: datetime) -> int:
    """Count the versions with newer facts than their last count; how many. Twice is once."""
    return sum(_is_counted(version, now=now) for version in due_versions(limit=MOST_VERSIONS))


def _is_counted(version: UUID, *, now: datetime) -> bool:
    """Count one; what is wrong with it must not keep the others from being counted."""
    try:
        count_version(version=version, now=now)
    except Exception:
        logger.exception("items_not_counted", extra={"version": str(version)})
        return False
    return True


def due_versions(*, limit: int) -> list[UUID]:
    """Versions that were answered since they were counted and are not settled; one query.

    One look into an index for each version ever published: it costs the same however many learn.
    """
    facts = Event.objects.filter(version=OuterRef("uuid")).order_by("-received_at")
    counts = VersionCount.objects.filter(version=OuterRef("uuid"))
    versions = LessonVersion.objects.annotate(
        newest=Subquery(facts.values("received_at")[:1]),
        counted=Subquery(counts.values("counted_at")[:1]),
        facts=Subquery(counts.values("facts")[:1]),
    )
    is_new = Q(counted=None) | Q(newest__gt=F("counted") - IN_FLIGHT)
    is_settled = Q(facts__isnull=False, facts__gte=gathering.MOST_FACTS)
    due = versions.filter(is_new, newest__isnull=False).exclude(is_settled)
    return list(due.order_by("newest").values_list("uuid", flat=True)[:limit])


def count_version(*, version: UUID, now: datetime) -> None:
    """Recompute the statistics of every item of a version from its facts; an unknown one is left."""
    frozen = catalogue.frozen_version(version)
    if frozen is None:
        return
    facts = list(gathering.facts(version))
    everybody = tries.people(facts)
    reports = open_reports([item.id for item in frozen.items])
    found = zip(frozen.items, gathering.items(frozen), strict=True)
    rows = [
        statistic(frozen, item, figuring.figures(analysed, everybody), reports, now=now)
        for item, analysed in found
    ]
    with transaction.atomic():
        ItemStatistic.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=("version", "item"),
            update_fields=COUNTED,
        )
        VersionCount.objects.update_or_create(
            version=version, defaults={"facts": len(facts), "counted_at": now}
        )


COUNTED = (
    "number",
    "text",
    "people",
    "facility",
    "discrimination",
    "median_seconds",
    "skips",
    "unanswered",
    "choices",
    "mistakes",
    "flags",
    "is_suspicious",
    "counted_at",
)


def statistic(
    frozen: FrozenLesson,
    item: FrozenItem,
    found: rules.Figures,
    reports: dict[UUID, int],
    *,
    now: datetime,
) -> ItemStatistic:
    """The row of one item."""
    flags = rules.flags(found, reports=reports.get(item.id, 0))
    figures = asdict(found) | {"choices": [asdict(choice) for choice in found.choices]}
    return ItemStatistic(
        version=frozen.version,
        item=item.id,
        lesson=frozen.lesson,
        number=frozen.items.index(item) + 1,
        kind=item.kind,
        text=str(item.shown.get("text", ""))[:LONGEST_TEXT],
        flags=list(flags),
        is_suspicious=bool(flags),
        counted_at=now,
        **figures,
    )


def open_reports(items: list[UUID]) -> dict[UUID, int]:
    """How many reports of each item wait for an editor, over all its versions."""
    waiting = ItemReport.objects.filter(item__in=items, closed_at=None, answered_at=None)
    counted = waiting.order_by().values("item").annotate(number=Count("pk"))
    return dict(counted.values_list("item", "number"))


def flag_again(*, item: UUID) -> None:
    """A report came or was dealt with: judge the item's stored figures anew, without counting."""
    reports = open_reports([item]).get(item, 0)
    for row in ItemStatistic.objects.filter(item=item):
        flags = rules.flags(figures_of(row), reports=reports)
        ItemStatistic.objects.filter(pk=row.pk).update(flags=list(flags), is_suspicious=bool(flags))


def figures_of(row: ItemStatistic) -> rules.Figures:
    """The figures a row holds."""
    return rules.Figures(
        use=row.use,
        people=row.people,
        facility=row.facility,
        discrimination=row.discrimination,
        median_seconds=row.median_seconds,
        skips=row.skips,
        unanswered=row.unanswered,
        choices=tuple(rules.Choice(**choice) for choice in row.choices),
        mistakes=row.mistakes,
    )
