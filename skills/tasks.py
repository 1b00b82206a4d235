"""Clockwork of Django and Wagtail themselves, and one event that two rooms follow, run as tasks."""

from celery import shared_task
from django.core.management import call_command

from courses.certificates.tasks import certify_commune
from courses.reports.tasks import roll_up


@shared_task
def publish_scheduled() -> None:
    """Put live, or take down, the pages whose hour has come."""
    call_command("publish_scheduled", verbosity=0)


@shared_task
def follow_learning(commune: int, month: str) -> None:
    """Somebody of a commune learnt something that counts: recount its months, certify who finished."""
    roll_up(commune, month)
    certify_commune(commune, month)
