"""The city's export of framework figures: a job that brings every commune up to date, with its progress."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from courses.reports import attainment
from courses.reports.events import LEVEL_EXPORT_ASKED
from courses.reports.models import LevelExport, LevelRule
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.communes import queries as communes
from identity.outbox import actions as outbox


@transaction.atomic
def ask_export(*, rule: LevelRule, by: Person, now: datetime) -> LevelExport:
    """Promise the figures of a level for every commune; they hold counts only.

    While one is on its way it is given back instead: each looks at everybody in the city.
    """
    under_way = LevelExport.objects.filter(rule=rule, finished_at=None).first()
    if under_way is not None:
        return under_way
    export = LevelExport.objects.create(
        rule=rule, asked_by=by, asked_at=now, communes_total=len(communes.communes_in_force())
    )
    audit.record(act="levels.export_asked", by=by, detail={"export": str(export.uuid)}, now=now)
    outbox.add(
        topic=LEVEL_EXPORT_ASKED,
        key=str(export.uuid),
        payload={"export": str(export.uuid)},
        now=now,
    )
    return export


def build_export(*, export: UUID, now: datetime) -> None:
    """Bring each commune up to date, saying how far it has come, then keep the counts.

    Safe to run twice and to be lost: it goes on where it stopped, and a finished one stays as it is.
    """
    row = LevelExport.objects.select_related("rule").filter(uuid=export, finished_at=None).first()
    if row is None:
        return
    units = communes.communes_in_force()
    mine = LevelExport.objects.filter(pk=row.pk, finished_at=None)
    for place, commune in enumerate(units[row.communes_done :], start=row.communes_done + 1):
        attainment.refresh(commune=commune.pk, now=now)
        mine.update(communes_done=place)
    mine.update(figures=figures(row.rule, now=now), finished_at=now)


def figures(rule: LevelRule, *, now: datetime) -> list[dict[str, Any]]:
    """What may be told of every commune in force, in Vietnamese order, as JSON."""
    counted = attainment.counts(rule, now=now)
    return [
        {"code": unit.code, "name": unit.full_name}
        | asdict(counted.get(unit.pk, attainment.nobody()))
        for unit in communes.communes_in_force()
    ]
