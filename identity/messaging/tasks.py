"""The background work of messages: look for silence, watch the breakers, count."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from identity.messaging import counting, following, watching

THIS_HOUR_AND_THE_LAST = 1
LATE_RECEIPTS = 72


@shared_task
def look_for_silence(message: str) -> None:
    """Ask the next channel where a vendor reported nothing of a message for a minute."""
    following.look_for_silence(message=UUID(message), now=timezone.now())


@shared_task
def watch() -> None:
    """Count the last hours, then move the breakers whose figures say so."""
    now = timezone.now()
    counting.roll_up(hours=THIS_HOUR_AND_THE_LAST, now=now)
    watching.watch(now=now)


@shared_task
def count_late() -> int:
    """Count the last three days anew: a receipt may be late."""
    return counting.roll_up(hours=LATE_RECEIPTS, now=timezone.now())
