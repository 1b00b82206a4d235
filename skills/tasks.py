"""Clockwork of Django and Wagtail themselves, run as tasks."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def publish_scheduled() -> None:
    """Put live, or take down, the pages whose hour has come."""
    call_command("publish_scheduled", verbosity=0)


@shared_task
def forget_ended_sessions() -> None:
    """Remove session rows nobody can use any more."""
    call_command("clearsessions", verbosity=0)
