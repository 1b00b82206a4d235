"""Background work on the monthly figures; each task may run twice, and a lost one is found at night."""

from celery import shared_task
from django.utils import timezone

from courses.reports import actions as reports


@shared_task
def roll_up(commune: int, month: str) -> None:
    """Recount a commune from a month on."""
    reports.roll_up(commune=commune, month=month, now=timezone.now())


@shared_task
def prove_rollups() -> int:
    """Compare this month's and last month's rows with the log; how many had to be counted anew."""
    return reports.prove(now=timezone.now())
