"""Grants: who may do what, where, from when to when."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from identity.roles.rules import COMMUNE_ROLES
from identity.roles.rules import Role as RoleName


class Role(models.TextChoices):
    """The roles with the words people read."""

    TRAINER = RoleName.TRAINER.value, _("Trainer")
    MANAGER = RoleName.MANAGER.value, _("Commune manager")
    EDITOR = RoleName.EDITOR.value, _("Editor")
    MODERATOR = RoleName.MODERATOR.value, _("Moderator")
    OFFICIAL = RoleName.OFFICIAL.value, _("City official")
    ADMIN = RoleName.ADMIN.value, _("Administrator")


class EndReason(models.TextChoices):
    """Why a role ended, where nobody ended it by hand."""

    IDLE = "idle", _("Not used for 45 days")


class GrantQuerySet(models.QuerySet["Grant"]):
    """Grants by the moment they hold."""

    def live(self, *, now: dt.datetime) -> Self:
        """Those in force at `now`."""
        return self.filter(Q(until_at=None) | Q(until_at__gt=now), from_at__lte=now)

    def unused_since(self, moment: dt.datetime) -> Self:
        """Those whose holder has not signed in as staff since then, nor was given the role since."""
        return self.filter(Q(used_at=None) | Q(used_at__lte=moment), from_at__lte=moment)


class Grant(models.Model):
    """One row per role a person was given, for one commune or for the city; ended, never deleted.

    `used_at`: when the holder last showed the second factor. `reviewed_at`: when somebody last said
    that the role is still needed.

    It must never be used for what a learner may see of her own.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=10, choices=Role)
    commune = models.ForeignKey(
        "identity.Commune", models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_reason = models.CharField(max_length=10, choices=EndReason, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=sorted(COMMUNE_ROLES), commune__isnull=False)
                | (~Q(role__in=sorted(COMMUNE_ROLES)) & Q(commune__isnull=True)),
                name="grant_commune_fits_role",
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("from_at")),
                name="grant_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "commune"],
                condition=Q(until_at=None, commune__isnull=False),
                name="grant_once_per_commune",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(until_at=None, commune__isnull=True),
                name="grant_once_in_the_city",
            ),
        ]
        indexes = [models.Index(fields=["commune", "role"], name="grant_of_commune")]

    def __str__(self) -> str:
        return f"{self.role} {self.uuid}"

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which the role counts; one that was chosen ends with the midnight after it."""
        if self.until_at is None:
            return None
        return timezone.localdate(self.until_at - dt.timedelta(microseconds=1))
