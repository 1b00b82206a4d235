"""The background work of the door: addresses that went to somebody else, staff who stay away."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from identity.accounts.models import Holding
from identity.signin import idle_staff, silence


@shared_task
def tell_passed_on(holding: int) -> None:
    """Tell the person who lost this address, wherever else she can be reached."""
    lost = Holding.objects.select_related("person").get(pk=holding)
    silence.tell_passed_on(holding=lost, now=timezone.now())


@shared_task
def rest_idle_staff() -> None:
    """Warn staff who stay away, and end roles that were not used for 45 days."""
    now = timezone.now()
    idle_staff.warn(now=now)
    idle_staff.end(now=now)


@shared_task
def send_role_notice(message: str) -> None:
    """Tell one holder of an idle role; the message travels by its uuid."""
    idle_staff.send_notice(message=UUID(message), now=timezone.now())
