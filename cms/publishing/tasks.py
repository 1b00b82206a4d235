"""Background work of publishing."""

from celery import shared_task
from django.utils import timezone

from cms.publishing import actions as publishing
from identity.accounts.queries import person_by_id


@shared_task
def follow_grants(person: int) -> None:
    """Bring the groups of a person whose grants changed to what they say now."""
    publishing.follow_grants(person=person_by_id(person), now=timezone.now())
