"""Background work on the event log; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from courses.progress import actions as progress


@shared_task
def forget_refusals() -> int:
    """Remove refused reports nobody will ask about any more."""
    return progress.forget_refusals(now=timezone.now())
