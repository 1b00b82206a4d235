"""The city's figures, read from the monthly rows: one short query however many people learn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from courses.reports.models import CommuneMonth
from courses.reports.rules import current_month
from identity.communes import queries as communes
from identity.communes.models import Commune


@dataclass(frozen=True, slots=True)
class CommuneLine:
    """One commune as the city sees it; `computed_at` is None where nobody has learned yet."""

    commune: Commune
    learners: int
    active: int
    lessons_done: int
    finished: int
    computed_at: datetime | None


def city_figures(*, now: datetime) -> list[CommuneLine]:
    """A line for every commune in force, in Vietnamese order, as of the last count. Two queries."""
    month = current_month(now).first
    rows = CommuneMonth.objects.filter(month__lte=month).order_by("month")
    newest = {row.commune_id: row for row in rows}
    return [
        line(commune, newest.get(commune.pk), month) for commune in communes.communes_in_force()
    ]


def line(commune: Commune, row: CommuneMonth | None, month: date) -> CommuneLine:
    """A commune's newest row; one of an earlier month stands, but nobody of it is active now."""
    if row is None:
        return CommuneLine(commune, 0, 0, 0, 0, None)
    return CommuneLine(
        commune=commune,
        learners=row.learners,
        active=row.active if row.month == month else 0,
        lessons_done=row.lessons_done,
        finished=row.finished,
        computed_at=row.computed_at,
    )
