"""Background work of media."""

from celery import shared_task
from django.utils import timezone

from cms.media import recordings


@shared_task
def sweep_recordings() -> None:
    """Clear away recordings that no page and no draft uses, and files that no recording names."""
    recordings.sweep(now=timezone.now())
