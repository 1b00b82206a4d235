"""The tables of what a person can prove beside an address."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Totp(models.Model):
    """One row per authenticator app that counts (`confirmed_at` is set) or is being set up.

    The seed is sealed; `last_step` is the newest 30-second step that was accepted, and only a later
    one is ever accepted again. A person has at most one that counts and one in the making, which
    takes the other's place once a code of it was seen.
    """

    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    sealed_seed = models.TextField()
    last_step = models.BigIntegerField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=~Q(confirmed_at=None), name="totp_one_that_counts"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(confirmed_at=None), name="totp_one_in_the_making"
            ),
        ]

    def __str__(self) -> str:
        return f"authenticator of {self.person_id}"


class Passkey(models.Model):
    """One row per passkey: what the library's row of it (name, public key) has no column for.

    A question is answered once: `asked_at` is when the newest answered question was asked, and only
    the answer to a later one is accepted, with a sign counter that went forward if it has one.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4)
    authenticator = models.OneToOneField(
        "mfa.Authenticator", models.CASCADE, related_name="passkey"
    )
    credential_digest = models.CharField(max_length=64, unique=True)
    sign_count = models.BigIntegerField(default=0)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"passkey {self.uuid}"


class RecoverySheet(models.Model):
    """One row per sheet of ten recovery codes; the newest counts until another one is made.

    The codes of one sheet share its salt, so that one try costs one hash.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4)
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    salt = models.BinaryField(max_length=16)
    made_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(voided_at=None), name="recovery_sheet_one_live"
            ),
        ]

    def __str__(self) -> str:
        return f"recovery sheet of {self.person_id}"


class RecoveryCode(models.Model):
    """One row per recovery code of a sheet, as its hash; gone with the sheet, spent by one UPDATE."""

    sheet = models.ForeignKey(RecoverySheet, models.CASCADE, related_name="codes")
    hash = models.CharField(max_length=64)
    spent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "hash"], name="recovery_code_once"),
        ]

    def __str__(self) -> str:
        return f"recovery code {self.pk}"


class PinKind(models.TextChoices):
    """What a PIN is made of."""

    DIGITS = "digits"
    PICTURES = "pictures"


class Pin(models.Model):
    """One row per person with a PIN: 4 to 6 digits, or three pictures out of twelve in their order.

    It proves the person on a shared number or beside a card, never alone, and never staff. What
    stands here is its scrypt hash, sealed: with so few PINs a hash alone would hide nothing.
    """

    person = models.OneToOneField("identity.Person", models.PROTECT, related_name="pin")
    kind = models.CharField(max_length=8, choices=PinKind)
    salt = models.BinaryField(max_length=16)
    sealed_hash = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"PIN of {self.person_id}"


class CardEnd(models.TextChoices):
    """Why a sign-in card counts no more."""

    REPLACED = "replaced", _("A new card was made")
    LOST = "lost", _("The card was lost")
    NOT_WANTED = "not_wanted", _("The person no longer wants it")


class CardQuerySet(models.QuerySet["Card"]):
    """Cards by whether they count."""

    def live(self) -> Self:
        """Those that have not been made void."""
        return self.filter(voided_at=None)


class Card(models.Model):
    """One row per sign-in card of a person; at most one counts, the others are history.

    Its number and the token of its QR picture come from one random secret. The secret stands here
    sealed, so that the card can be printed again; it is found by keyed digests. A card opens nothing
    without the person's PIN.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    sealed_secret = models.TextField()
    key_id = models.CharField(max_length=16)
    number_digest = models.CharField(max_length=64, unique=True)
    token_digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        "identity.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_reason = models.CharField(max_length=10, choices=CardEnd, blank=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(voided_at=None), name="card_one_live"
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None) | Q(voided_at__gte=F("issued_at")),
                name="card_voided_after_issued",
            ),
        ]

    def __str__(self) -> str:
        return f"card of {self.person_id}"


class Paper(models.TextChoices):
    """The kind of paper that was seen at a desk; its number is written down nowhere."""

    ID_CARD = "id_card", _("Citizen identity card")
    VNEID = "vneid", _("VNeID on the phone")
    OTHER = "other", _("Another paper with a photograph")


class DeskConfirmation(models.Model):
    """One row per time staff saw a person and her papers, so that her next code opens her account.

    It lasts fifteen minutes and opens once, at `used_at`. With a `contact_digest` it is good for a
    code to that new address alone, which becomes hers; the address itself stands nowhere here.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    by = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    paper = models.CharField(max_length=8, choices=Paper)
    contact_digest = models.CharField(max_length=64, blank=True, db_index=True)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "expires_at"], name="desk_confirmation_of")]

    def __str__(self) -> str:
        return f"{self.person_id} confirmed at the desk {self.at:%Y-%m-%d %H:%M}"
