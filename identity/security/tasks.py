"""The background work of security: send a promised notice, forget what is a year old."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from identity.security import actions, notices


@shared_task
def send_notice(message: str) -> None:
    """Send one promised notice; it travels by its uuid, its secrets are derived here."""
    notices.send_notice(message=UUID(message), now=timezone.now())


@shared_task
def purge() -> int:
    """Remove events, notices, freezes and tries that no rule looks at any more."""
    return actions.purge(now=timezone.now())
