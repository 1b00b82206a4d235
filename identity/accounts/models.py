"""The tables of people, of the addresses they proved, and of where they live."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from identity.accounts import sealing


class People(BaseUserManager["Person"]):
    """The way Django's authentication finds a person: by uuid."""


class Person(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """One row per person who has an account; nobody has a password.

    It must never hold a phone number or an e-mail address: those are Identifiers, held for a time.
    """

    password = None  # type: ignore[assignment]
    last_login = None

    uuid = models.UUIDField(unique=True, default=uuid.uuid4)
    name = models.CharField(max_length=100)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    session_epoch = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "uuid"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = People()

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name

    @property
    def email(self) -> str:
        """The e-mail address held now, or an empty text; opened from its seal at every call."""
        sealed = (
            Identifier.objects.filter(
                kind=IdentifierKind.EMAIL, holdings__person=self, holdings__until=None
            )
            .order_by("-holdings__proved_at")
            .first()
        )
        return sealing.open_identifier(sealed.sealed, digest=sealed.digest) if sealed else ""

    def get_username(self) -> str:
        """What stands for this person in Django's and Wagtail's own tables."""
        return str(self.uuid)

    def get_full_name(self) -> str:
        """The whole name."""
        return self.name

    def get_short_name(self) -> str:
        """The given name, which stands last in Vietnamese."""
        return self.name.rsplit(" ", 1)[-1]

    @property
    def first_name(self) -> str:
        """What Wagtail's sidebar calls an editor; without it her uuid stands there."""
        return self.get_short_name()

    def has_usable_password(self) -> bool:
        """Never: people prove an address or an authenticator."""
        return False

    def check_password(self, raw_password: str | None) -> bool:
        """Never right."""
        return False

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Sessions end at once when `session_epoch` moves; Django asks with each fallback key too."""
        value = f"{self.uuid}:{self.session_epoch}"
        return salted_hmac("accounts.session", value, secret=secret, algorithm="sha256").hexdigest()

    def get_session_auth_hash(self) -> str:
        """What a session of this person must carry to stay open."""
        return self._get_session_auth_hash()


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


class Holding(models.Model):
    """One row per time a person held an address: numbers change hands, the rows remember when.

    `proved_at` is the last time a code sent there came back.
    """

    identifier = models.ForeignKey(Identifier, models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    proved_at = models.DateTimeField()
    ended_reason = models.CharField(max_length=30, blank=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identifier"], condition=Q(until=None), name="holding_one_live_holder"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="holding_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.identifier_id} held by {self.person_id}"


class ResidenceQuerySet(models.QuerySet["Residence"]):
    """Residences by whether they still last."""

    def open(self) -> Self:
        """Where people live now."""
        return self.filter(until_on=None)


class Residence(models.Model):
    """One row per commune a person has lived in and the days of it; the newest is open.

    It must never be used for what a person may do: that is a Grant.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="residences")
    commune = models.ForeignKey("identity.Commune", models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = ResidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(until_on=None), name="residence_one_open"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="residence_runs_forward",
            ),
        ]
        indexes = [models.Index(fields=["commune", "until_on"], name="residence_of_commune")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.commune_id}"
