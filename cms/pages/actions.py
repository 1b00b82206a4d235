"""The one write that belongs to the site as a whole."""

from django.apps import apps
from django.db import transaction
from django.db.models import F


@transaction.atomic
def bump_site_revision() -> None:
    """Make every cached page older than the site, in the transaction of the change that caused it."""
    revision = apps.get_model("cms", "SiteRevision")
    if not revision.objects.filter(pk=1).update(number=F("number") + 1):
        revision.objects.get_or_create(pk=1, defaults={"number": 1})
