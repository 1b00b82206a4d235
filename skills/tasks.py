"""Clockwork of Django and Wagtail themselves, run as tasks."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def publish_scheduled() -> None:
    """Put live, or take down, the pages whose hour has come."""
    call_command("publish_scheduled", verbosity=0)
