"""The background work of the door: what follows when an address went to somebody else."""

from celery import shared_task
from django.utils import timezone

from identity.accounts.models import Holding
from identity.signin import silence


@shared_task
def tell_passed_on(holding: int) -> None:
    """Tell the person who lost this address, wherever else she can be reached."""
    lost = Holding.objects.select_related("person").get(pk=holding)
    silence.tell_passed_on(holding=lost, now=timezone.now())
