"""Background work of regrading; safe to run twice and safe to lose."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from courses.regrading import actions as regrading
from courses.regrading import sweeping, working
from courses.regrading.refusals import RegradeRefused


@shared_task
def prepare(version: str) -> None:
    """A key was corrected: begin the trial run of marking older answers by it."""
    try:
        regrading.correct_key(version=UUID(version), by=None, now=timezone.now())
    except RegradeRefused:
        # the item asks something else now, or nobody can have answered it
        return


@shared_task
def work(regrade: str) -> None:
    """Look at everybody a regrade concerns, some people at a time."""
    while working.work(regrade=UUID(regrade), now=timezone.now()):
        continue


@shared_task
def sweep() -> int:
    """Correct what arrived late, and start again what was lost."""
    return sweeping.sweep(now=timezone.now())
