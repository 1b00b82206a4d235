"""The background work of codes: send a promised code, forget old rows."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from identity.codes import actions


@shared_task
def send_code(message: str) -> None:
    """Send one promised message; it travels by its uuid, the digits are made here."""
    actions.send_code(message=UUID(message), now=timezone.now())


@shared_task
def purge() -> int:
    """Remove rows of codes, budgets and messages that no rule looks at any more."""
    return actions.purge(now=timezone.now())
