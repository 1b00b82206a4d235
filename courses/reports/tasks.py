"""Background work on the monthly figures; each task may run twice, and a lost one is found at night."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from courses.reports import actions as reports
from courses.reports import attainment, exporting, retention


@shared_task
def roll_up(commune: int, month: str) -> None:
    """Recount a commune from a month on, and who of it has reached which level."""
    now = timezone.now()
    reports.roll_up(commune=commune, month=month, now=now)
    attainment.refresh(commune=commune, now=now)


@shared_task
def prove_rollups() -> int:
    """Compare this month's and last month's rows with the log; how many had to be counted anew.

    Levels are brought up to date beside them: a check passed at a second try moves no monthly figure.
    """
    now = timezone.now()
    attainment.refresh_all(now=now)
    return reports.prove(now=now)


@shared_task
def build_level_export(export: str) -> None:
    """Make the figures of a level that an official asked for."""
    exporting.build_export(export=UUID(export), now=timezone.now())


@shared_task
def count_retention(commune: int) -> None:
    """Recount what the people of a commune still know after 30 days."""
    retention.count_retention(commune=commune, now=timezone.now())


@shared_task
def prove_retention() -> None:
    """Recount it for every commune: people move house."""
    retention.prove_retention(now=timezone.now())
