"""The tables of accounts that are being won back."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from identity.recovery.rules import OPEN_STATES, State


class RecoveryState(models.TextChoices):
    """Where a request stands, with the words people read."""

    ASKED = State.ASKED.value, _("Not confirmed yet")
    WAITING = State.WAITING.value, _("Waiting")
    READY = State.READY.value, _("Ready")
    DONE = State.DONE.value, _("Done")
    CANCELLED = State.CANCELLED.value, _("Cancelled")
    REFUSED = State.REFUSED.value, _("Refused")
    EXPIRED = State.EXPIRED.value, _("Expired")


class RecoveryQuerySet(models.QuerySet["RecoveryRequest"]):
    """Requests by whether something can still become of them."""

    def open(self) -> Self:
        """Those that have not ended in one way or another."""
        return self.filter(state__in=sorted(OPEN_STATES))


class RecoveryRequest(models.Model):
    """One row per request of somebody who lost every way into her account; it ends in one state.

    `person` is empty until a worker has looked up who is meant, and for ever where nobody is: the
    answer on the page costs the same. The new address becomes an Identifier only at the end.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=9, choices=RecoveryState, default=RecoveryState.ASKED)
    sealed_meant = models.TextField(blank=True)
    sealed_contact = models.TextField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    waiting_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    was_told = models.BooleanField(default=False)
    reminders = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = RecoveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.WAITING.value) | Q(waiting_at__isnull=False),
                name="recovery_waits_since",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="recovery_by_clock"),
            models.Index(fields=["person", "state"], name="recovery_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.uuid}"


class RecoveryConfirmation(models.Model):
    """One row per member of staff who saw the person and her papers for a request."""

    request = models.ForeignKey(RecoveryRequest, models.PROTECT, related_name="confirmations")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "by"], name="recovery_confirmed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} confirmed by {self.by_id}"
