"""Background work of winning accounts back; safe to run twice and safe to miss."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from identity.recovery import finishing, requests, taking_back


@shared_task
def look_up(request: str) -> None:
    """Find out whose account a request is for, and tell her."""
    requests.look_up(request=UUID(request), now=timezone.now())


@shared_task
def tell(message: str) -> None:
    """Tell a new address that the account opens with it."""
    finishing.send_word(message=UUID(message), now=timezone.now())


@shared_task
def follow_disavowal(event: str) -> None:
    """Take away what was bound to an account since an event its owner disavowed."""
    taking_back.follow_disavowal(event=UUID(event), now=timezone.now())


@shared_task
def sweep_recoveries() -> int:
    """Bring every open request to where it belongs by now."""
    return finishing.sweep(now=timezone.now())


@shared_task
def purge_recoveries() -> int:
    """Remove requests that ended more than a year ago."""
    return finishing.purge(now=timezone.now())
