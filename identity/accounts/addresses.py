"""The tables of the addresses people proved, of who held each when, and who was asked to share one."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from identity.accounts import rules

SEATS = 5
"""How many people may share one address."""
NAMED_BY = 28
"""How many hex letters of its address's digest stand in a link to a holding; the seat follows."""


class IdentifierKind(models.TextChoices):
    """The kinds of address a person can prove."""

    PHONE = "phone"
    EMAIL = "email"


class Identifier(models.Model):
    """One row per phone number or e-mail address that somebody has proved.

    The value is sealed and found by its blind index; it is never copied to another table.
    """

    kind = models.CharField(max_length=5, choices=IdentifierKind)
    digest = models.CharField(max_length=64)
    key_id = models.CharField(max_length=16)
    sealed = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key_id", "digest"], name="identifier_once_per_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:8]}"


class HoldingQuerySet(models.QuerySet["Holding"]):
    """Holdings by whether they still last."""

    def live(self) -> Self:
        """Those that have not ended."""
        return self.filter(until=None)

    def named(self, uuid: UUID) -> Self:
        """The one a link names by its `uuid`, while it lasts."""
        digest, seat = uuid.hex[:NAMED_BY], int(uuid.hex[NAMED_BY:], 16)
        return self.live().filter(identifier__digest__startswith=digest, seat=seat)


class Holding(models.Model):
    """One row per time a person held an address: numbers change hands, the rows remember when.

    `proved_at` is the last time she proved it. Up to five people may share an address: each has a
    `seat` of her own. From the day its owner gave a holding a `nickname` a code alone never opens
    it, even when she is the only one left; `nickname_key` is how the nickname looks at a glance.
    """

    identifier = models.ForeignKey(Identifier, models.PROTECT, related_name="holdings")
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="holdings")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    proved_at = models.DateTimeField()
    ended_reason = models.CharField(max_length=30, blank=True)
    seat = models.PositiveSmallIntegerField(default=1)
    nickname = models.CharField(max_length=20, blank=True)
    nickname_key = models.CharField(max_length=40, blank=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identifier", "seat"], condition=Q(until=None), name="holding_one_in_a_seat"
            ),
            models.UniqueConstraint(
                fields=["identifier", "person"], condition=Q(until=None), name="holding_once_live"
            ),
            models.UniqueConstraint(
                fields=["identifier", "nickname_key"],
                condition=Q(until=None) & ~Q(nickname_key=""),
                name="holding_nicknames_differ",
            ),
            models.CheckConstraint(
                condition=Q(seat__gte=1, seat__lte=SEATS), name="holding_five_seats"
            ),
            # whoever sits beside others is opened by more than a code
            models.CheckConstraint(
                condition=Q(seat=1) | ~Q(nickname=""), name="holding_beside_others_is_named"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="holding_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.identifier_id} held by {self.person_id}"

    @property
    def uuid(self) -> UUID:
        """What stands for it in links: part of the keyed digest, which tells nothing, and the seat."""
        return UUID(hex=f"{self.identifier.digest[:NAMED_BY]}{self.seat:04x}")

    @property
    def is_guarded(self) -> bool:
        """Whether it opens by a PIN or passkey of its owner only, after the code."""
        return bool(self.nickname)

    def is_silent(self, now: dt.datetime) -> bool:
        """Whether it is a number not proved for so long that somebody else may have it by now."""
        is_number = self.identifier.kind == IdentifierKind.PHONE
        return is_number and rules.is_silent(self.proved_at, now=now)


class Invitation(models.Model):
    """One row per time somebody asked another person to share her number or e-mail address.

    It lasts half an hour and lets one person in; `ended_at` is set when it was used or withdrawn.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    identifier = models.ForeignKey(Identifier, models.PROTECT, related_name="invitations")
    opened_by = models.ForeignKey(Holding, models.PROTECT, related_name="invitations")
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    joined = models.ForeignKey(Holding, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identifier"], condition=Q(ended_at=None), name="invitation_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.uuid}"
