"""The background work of review; each task may run twice, and a lost one is made up for by the next."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from courses.review import actions as review
from courses.review import reminding


@shared_task
def find_due() -> int:
    """Make the modules done lately due; how many."""
    return review.sweep(now=timezone.now())


@shared_task
def remind() -> int:
    """Count the reminders of the day and promise their messages."""
    return reminding.remind(now=timezone.now())


@shared_task
def send_reminder(message: str) -> None:
    """Send one promised reminder; it travels by its uuid."""
    reminding.send_reminder(message=UUID(message), now=timezone.now())
