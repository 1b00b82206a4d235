"""The tables of what happened to an account, whom it was told to, and of closed changes."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What can happen to an account; the words stand in notices and on the page of devices.

    In Vietnamese at most 32 letters: beside a nickname they must fit one part of a text message.
    """

    FIRST_DEVICE = "first_device", _("Signed in for the first time")
    NEW_DEVICE = "new_device", _("Signed in on a new device")
    NEW_FACTOR = "new_factor", _("A new way to sign in was added")
    FACTOR_REMOVED = "factor_removed", _("A way to sign in was removed")
    CONTACT_ADDED = "contact_added", _("A number or e-mail address was added")
    CONTACT_CHANGED = "contact_changed", _("The number or e-mail address was changed")
    CONTACT_REMOVED = "contact_removed", _("A number or e-mail address was removed")
    RECYCLED = "recycled", _("Somebody else now uses the number")
    RECOVERY_STARTED = "recovery_started", _("Somebody asked for the account back")
    RECOVERY_CANCELLED = "recovery_cancelled", _("Getting the account back was stopped")
    RECOVERY_DONE = "recovery_done", _("The account was opened after a loss")
    CARD_ISSUED = "card_issued", _("A new sign-in card was made")
    CARD_VOIDED = "card_voided", _("A sign-in card was made void")
    PIN_CHANGED = "pin_changed", _("The PIN was changed")
    PIN_TRIED = "pin_tried", _("A wrong PIN was entered several times")
    NUMBER_SHARED = "number_shared", _("Somebody else joined on this number")
    MERGED = "merged", _("Two accounts became one")
    UNMERGED = "unmerged", _("Two joined accounts were parted again")
    OF_AGE = "of_age", _("The child may now keep the account")
    DISAVOWED = "disavowed", _("Somebody said: that was not me")
    FREEZE_LIFTED = "freeze_lifted", _("Changes were opened again")


class SecurityEvent(models.Model):
    """One row per thing that happened to a person's account; kept for 12 months.

    It must never hold an address, a code or an exact place. The secrets of its notice are derived
    from a key of the ring and this row's uuid; only their blind indexes stand here.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField(db_index=True)
    browser = models.CharField(max_length=60, blank=True)
    network = models.CharField(max_length=45, blank=True)
    key_id = models.CharField(max_length=16)
    token_digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64, db_index=True)
    disavowed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="security_event_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(kind="first_device"), name="security_first_device"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id} at {self.at:%Y-%m-%d %H:%M}"


class Notice(models.Model):
    """One row per address that is told of an event; the address itself stays in its identifier.

    The holding may end before the notice leaves: the old number is told of its own removal.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(SecurityEvent, models.CASCADE, related_name="notices")
    holding = models.ForeignKey("identity.Holding", models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"notice {self.uuid}"


class FreezeQuerySet(models.QuerySet["Freeze"]):
    """Freezes by whether they hold."""

    def in_force(self, now: dt.datetime) -> Self:
        """Those that neither ran out nor were lifted."""
        return self.filter(lifted_at=None, until__gt=now)


class Freeze(models.Model):
    """One row per time a person's factors and addresses were closed to changes."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    event = models.OneToOneField(
        SecurityEvent, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    since = models.DateTimeField()
    until = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        "identity.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = FreezeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "until"], name="freeze_of_person")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="freeze_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"changes of {self.person_id} closed until {self.until:%Y-%m-%d}"
