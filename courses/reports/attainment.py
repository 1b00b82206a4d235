"""Who has reached which level: recomputed from passed checks for one commune at a time, and counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet

from courses.progress.models import PersonLesson
from courses.reports.levels import COLUMNS, Row, band_of, reached_at, shown
from courses.reports.models import LevelRule, PersonLevel
from identity.accounts import queries as accounts
from identity.communes import queries as communes
from identity.local_time import VIETNAM

A_BATCH = 500


@dataclass(frozen=True, slots=True)
class Reached:
    """One person of a commune who has reached the level, for those who may know."""

    person: int
    name: str
    birth_year: int | None
    at: datetime


def rules_in_force() -> list[LevelRule]:
    """The newest rule of each level of each framework version, the newest framework first."""
    newest: dict[tuple[str, str, str], LevelRule] = {}
    for rule in LevelRule.objects.order_by("loaded_at", "pk"):
        newest[rule.framework, rule.framework_version, rule.level] = rule
    return sorted(newest.values(), key=lambda rule: (rule.loaded_at, rule.pk), reverse=True)


def refresh(*, commune: int, now: datetime) -> None:
    """Bring the levels of a commune's people to what their passed checks say; twice is once."""
    for rule in rules_in_force():
        _refresh_rule(rule, commune, now=now)


def refresh_all(*, now: datetime) -> None:
    """The same for every commune, one after another."""
    for unit in communes.communes_in_force():
        refresh(commune=unit.pk, now=now)


@transaction.atomic
def _refresh_rule(rule: LevelRule, commune: int, *, now: datetime) -> None:
    today = now.astimezone(VIETNAM).date()
    residents = accounts.residents(commune, on=today)
    found = reached_by(rule, residents)
    rows = [PersonLevel(person_id=pk, rule=rule, reached_at=at) for pk, at in found.items()]
    PersonLevel.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("person", "rule"),
        update_fields=("reached_at",),
        batch_size=A_BATCH,
    )
    stored = PersonLevel.objects.filter(rule=rule, person__in=residents)
    gone = set(stored.values_list("person", flat=True)) - found.keys()
    if gone:
        PersonLevel.objects.filter(rule=rule, person__in=gone).delete()


def reached_by(rule: LevelRule, residents: QuerySet[Any, Any]) -> dict[int, datetime]:
    """Who of these people fulfils the rule, and since when; one query."""
    checks = [UUID(each) for each in rule.checks]
    rows = PersonLesson.objects.filter(
        person__in=residents, lesson__in=checks, passed_at__isnull=False
    )
    passed: dict[int, dict[UUID, datetime]] = {}
    for person, lesson, at in rows.values_list("person", "lesson", "passed_at"):
        if at is not None:
            passed.setdefault(person, {})[lesson] = at
    return {
        person: at
        for person, hers in passed.items()
        if (at := reached_at(hers, needed=rule.needed)) is not None
    }


def counts(rule: LevelRule, *, now: datetime, commune: int | None = None) -> dict[int, Row]:
    """What may be told of each commune (row ids), or of one, where anybody reached the level; one query."""
    year = now.astimezone(VIETNAM).year
    lived = {"person__residences__commune": commune} if commune else {}
    reached = PersonLevel.objects.filter(
        rule=rule, person__residences__until_on=None, person__is_active=True, **lived
    )
    grouped = reached.order_by().values("person__residences__commune", "person__birth_year")
    by_commune: dict[int, list[int]] = {}
    for unit, born, number in grouped.annotate(number=Count("person")).values_list(
        "person__residences__commune", "person__birth_year", "number"
    ):
        bands = by_commune.setdefault(unit, [0] * len(COLUMNS))
        bands[band_of(born, year=year)] += number
    return {commune: shown(bands) for commune, bands in by_commune.items()}


def nobody() -> Row:
    """What is told of a commune where nobody has reached the level."""
    return shown([0] * len(COLUMNS))


def people(rule: LevelRule, commune: int) -> Iterator[Reached]:
    """Who of a commune has reached the level, by row id, a few hundred in memory at a time."""
    rows = (
        _of_commune(rule, commune)
        .order_by("person")
        .values_list("person", "person__name", "person__birth_year", "reached_at")
    )
    for pk, name, born, at in rows.iterator(chunk_size=A_BATCH):
        yield Reached(pk, name, born, at)


def person_ids(rule: LevelRule, commune: int) -> Sequence[int]:
    """Row ids of the same people, for the record that is written before they are shown."""
    return list(_of_commune(rule, commune).values_list("person", flat=True))


def _of_commune(rule: LevelRule, commune: int) -> QuerySet[PersonLevel]:
    return PersonLevel.objects.filter(
        rule=rule,
        person__residences__until_on=None,
        person__residences__commune=commune,
        person__is_active=True,
    )
