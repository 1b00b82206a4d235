"""The background work of placement."""

from celery import shared_task
from django.utils import timezone

from courses.placement import actions as placement


@shared_task
def forget_visitors() -> int:
    """Remove runs that nobody kept for 30 days; how many."""
    return placement.forget_visitors(now=timezone.now())
