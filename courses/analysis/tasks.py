"""Background work on the statistics of items; each task may run twice, and a lost one is made up for."""

from celery import shared_task
from django.utils import timezone

from courses.analysis import budgets, counting


@shared_task
def count_items() -> int:
    """Count the lesson versions with new facts; how many."""
    return counting.count_due(now=timezone.now())


@shared_task
def forget_report_budgets() -> int:
    """Remove counts of reports that limit nothing any more; how many."""
    return budgets.forget(now=timezone.now())
