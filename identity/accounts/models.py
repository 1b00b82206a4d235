"""The tables of people, of the addresses they proved, and of where they live."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from identity.accounts import sealing
from identity.accounts.addresses import Holding, Identifier, IdentifierKind, Invitation

__all__ = [
    "Alias",
    "Guardianship",
    "Holding",
    "Identifier",
    "IdentifierKind",
    "Invitation",
    "Person",
    "Relation",
    "Residence",
]


class People(BaseUserManager["Person"]):
    """The way Django's authentication finds a person: by uuid."""


class Person(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """One row per person who has an account; nobody has a password.

    It must never hold a phone number or an e-mail address: those are Identifiers, held for a time.
    `kept` is the account this one is merged into; it moves with its Alias, in the same transaction.
    """

    password = None  # type: ignore[assignment]
    last_login = None

    uuid = models.UUIDField(unique=True, default=uuid.uuid4)
    name = models.CharField(max_length=100)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    session_epoch = models.PositiveIntegerField(default=0)
    kept = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
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

    @property
    def as_kept(self) -> Person:
        """The account she is known as: the one this was merged into, or this one."""
        return self.kept or self

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

    def get_session_auth_hash(self) -> str:
        """What a session of this person must carry to stay open: it stands in our table, out of reach."""
        return str(self.session_epoch)


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


class Alias(models.Model):
    """One row per time one account of a person stood for another one of hers; undoing ends the row.

    Facts never move: whoever reads them reads those of every account that is `kept` here. A kept
    account is absorbed by none, so there are no chains.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    absorbed = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kept = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=Q(until=None), name="alias_one_kept"
            ),
            models.CheckConstraint(condition=~Q(absorbed=F("kept")), name="alias_of_another"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="alias_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} kept as {self.kept_id}"


class Relation(models.TextChoices):
    """What a guardian is to the child, as she says herself."""

    MOTHER = "mother", _("Mother")
    FATHER = "father", _("Father")
    GRANDPARENT = "grandparent", _("Grandparent")
    OTHER = "other", _("Another legal guardian")


class Guardianship(models.Model):
    """One row per guardian who answers for a child's account, from joining until she is of age.

    It must never be used to write to the child: every message goes to the guardian.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Person, models.PROTECT, related_name="+")
    guardian = models.ForeignKey(Person, models.PROTECT, related_name="+")
    relation = models.CharField(max_length=11, choices=Relation)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(until=None), name="guardianship_one_guardian"
            ),
            models.CheckConstraint(condition=~Q(child=F("guardian")), name="guardian_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.guardian_id} for {self.child_id}"
