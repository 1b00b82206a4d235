"""Background work on the event log; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from courses.progress import actions as progress


@shared_task
def forget_refusals() -> int:
    """Remove refused reports nobody will ask about any more."""
    return progress.forget_refusals(now=timezone.now())


@shared_task
def refold(absorbed: int, kept: int) -> None:
    """Fold two accounts anew after they were merged or parted."""
    progress.refold(absorbed=absorbed, kept=kept, now=timezone.now())
