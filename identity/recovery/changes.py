"""The table of changes of a person's addresses, each of which can be undone for a week."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q


class ContactChangeQuerySet(models.QuerySet["ContactChange"]):
    """Changes by whether they still stand."""

    def standing(self) -> Self:
        """Those nobody has undone."""
        return self.filter(undone_at=None)


class ContactChange(models.Model):
    """One row per address added, changed or removed: which holding ended, which one began.

    It is undone with the secrets of the notice that told of it: those of `event`. `by` is somebody
    else after a confirmation at the desk.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended = models.ForeignKey("identity.Holding", models.PROTECT, null=True, related_name="+")
    begun = models.ForeignKey("identity.Holding", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    event = models.OneToOneField(
        "identity.SecurityEvent", models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ContactChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="contact_change_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended__isnull=False) | Q(begun__isnull=False),
                name="contact_change_of_something",
            ),
        ]

    def __str__(self) -> str:
        return f"change of contact {self.uuid}"
