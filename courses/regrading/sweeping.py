"""Finds what has to be regraded although no run will come by: answers that arrived late, runs that died."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from itertools import product
from uuid import UUID

from django.db import transaction

from courses.progress.models import Event
from courses.progress.rules import ANSWERS
from courses.regrading.events import REGRADE_DUE
from courses.regrading.examining import concerned
from courses.regrading.models import Regrade
from courses.regrading.rules import AT_WORK, LOST_AFTER
from courses.regrading.working import BATCH, regrade_late
from identity.accounts import queries as accounts
from identity.outbox import actions as outbox

State = Regrade.State
STILL_OPEN = timedelta(minutes=10)
"""A report received so long ago may have become visible only now: its transaction was open."""


def sweep(*, now: datetime) -> int:
    """Correct late answers by the regrades that stand, start lost runs again; how many people gained."""
    for lost in Regrade.objects.filter(state__in=AT_WORK, moved_at__lt=now - LOST_AFTER):
        payload = {"regrade": str(lost.uuid)}
        outbox.add(topic=REGRADE_DUE, key=str(lost.uuid), payload=payload, now=now)
    late = late_answers(now=now)
    gained = sum(mark_late(regrade, people, now=now) for regrade, people in sorted(late.items()))
    Regrade.objects.filter(state=State.DONE).exclude(pk__in=late).update(swept_until=now)
    return gained


def late_answers(*, now: datetime) -> dict[int, set[int]]:
    """Who sent an answer that a standing regrade concerns since the last sweep; three queries."""
    standing = list(Regrade.objects.filter(state=State.DONE))
    versions = concerned(standing)
    since = min((each.swept_until or each.asked_at for each in standing), default=now)
    by_answer: dict[tuple[UUID, UUID], list[int]] = {}
    for each in standing:
        for version, item in product(versions[each.pk], map(UUID, each.items)):
            by_answer.setdefault((version, item), []).append(each.pk)
    late: dict[int, set[int]] = {}
    for answered, person in arrived({version for version, _ in by_answer}, since=since):
        for regrade in by_answer.get(answered, ()):
            late.setdefault(regrade, set()).add(person)
    return late


def arrived(
    versions: Collection[UUID], *, since: datetime
) -> Iterator[tuple[tuple[UUID, UUID], int]]:
    """Which items of these versions were answered since then, and by whom."""
    rows = Event.objects.filter(version__in=versions, received_at__gt=since - STILL_OPEN)
    answers = rows.filter(kind__in=ANSWERS).values_list("version", "item", "person")
    for version, item, person in answers.distinct():
        if item is not None:
            yield (version, item), person


def mark_late(regrade: int, people: Collection[int], *, now: datetime) -> int:
    """Mark the late answers of these people as all others were; how many of them gained."""
    hers, gained = sorted(accounts.kept_ids(people)), 0
    for start in range(0, len(hers), BATCH):
        with transaction.atomic():
            row = Regrade.objects.select_for_update().get(pk=regrade)
            if row.state != State.DONE:
                break
            gained += regrade_late(row, hers[start : start + BATCH], now=now)
            row.swept_until = now
            row.save()
    return gained
