"""Every write of the monthly figures."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from courses.reports.counting import Figures, figures
from courses.reports.models import CommuneMonth
from courses.reports.rules import Month, current_month, months_from, read_month
from identity.communes import queries as communes

logger = logging.getLogger(__name__)
EMPTY = Figures(learners=0, active=0, lessons_done=0, finished=0)


def roll_up(*, commune: int, month: str, now: datetime) -> None:
    """Recount a commune (a row id) from a month such as 2026-03 until now; twice is once."""
    for each in months_from(read_month(month), last=current_month(now)):
        recount(commune=commune, month=each, now=now)


def prove(*, now: datetime) -> int:
    """Recount every commune for this month and the last; how many rows had not been true.

    Nothing should ever be found but people who moved house; each find is logged.
    """
    this = current_month(now)
    wrong = [
        (commune.code, month)
        for commune in communes.communes_in_force()
        for month in (this.previous(), this)
        if recount(commune=commune.pk, month=month, now=now)
    ]
    _report(wrong)
    return len(wrong)


def recount(*, commune: int, month: Month, now: datetime) -> bool:
    """Count one row anew, under its lock so that an older count never wins; whether it changed."""
    with transaction.atomic():
        row = _locked(commune, month, now=now)
        before = Figures(row.learners, row.active, row.lessons_done, row.finished)
        after = figures(commune, month, now=now)
        CommuneMonth.objects.filter(pk=row.pk).update(**asdict(after), computed_at=now)
    return after != before


def _locked(commune: int, month: Month, *, now: datetime) -> CommuneMonth:
    row, _made = CommuneMonth.objects.get_or_create(
        commune_id=commune, month=month.first, defaults={**asdict(EMPTY), "computed_at": now}
    )
    return CommuneMonth.objects.select_for_update().get(pk=row.pk)


def _report(wrong: Iterable[tuple[str, Month]]) -> None:
    for code, month in wrong:
        logger.warning(
            "a monthly figure was not true and was counted anew",
            extra={"commune": code, "month": f"{month.first:%Y-%m}"},
        )
