"""The tables of codes that were asked for, of what may still be sent and tried, and of known browsers."""

from __future__ import annotations

import uuid

from django.db import models


class Purpose(models.TextChoices):
    """What a code is good for; a code of one purpose opens nothing of another."""

    SIGN_IN = "sign_in"
    CONFIRM = "confirm"
    CHANGE_CONTACT = "change_contact"
    SECOND_PROOF = "second_proof"
    RECOVERY = "recovery"
    MERGE = "merge"
    GUARDIAN = "guardian"


class Channel(models.TextChoices):
    """The way a code goes out."""

    SMS = "sms"
    EMAIL = "email"


class Challenge(models.Model):
    """One row per code that was asked for, known address or not.

    Nothing of the code stands here: it is derived from a key of the ring and this row's uuid.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=20, choices=Purpose)
    channel = models.CharField(max_length=5, choices=Channel)
    key_id = models.CharField(max_length=16)
    sealed_address = models.TextField()
    address_digest = models.CharField(max_length=64)
    browser_digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    next_send_at = models.DateTimeField()
    sends = models.PositiveSmallIntegerField(default=1)
    attempts = models.PositiveSmallIntegerField(default=0)
    spent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["address_digest", "browser_digest", "purpose"], name="challenge_of_browser"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.uuid}"


class SendScope(models.TextChoices):
    """Whose sends a budget counts."""

    STRANGERS = "strangers"
    KNOWN = "known"
    NETWORK = "network"
    CARDS = "cards"
    VISITS = "visits"


class SendBudget(models.Model):
    """One row per address (strangers and known browsers apart) or network that had codes sent,
    one per network from which cards were tried, and one per network from which strangers began something.

    `sent` lists the moments of the sends that still count, as seconds since 1970; the row is also
    what two requests for the same address wait for.
    """

    scope = models.CharField(max_length=10, choices=SendScope)
    digest = models.CharField(max_length=64)
    sent = models.JSONField(default=list)
    lifted_until = models.DateTimeField(null=True, blank=True)
    lifted_to = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "digest"], name="send_budget_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.digest[:8]}"


class TryScope(models.TextChoices):
    """Whose wrong tries a budget counts."""

    STRANGERS = "strangers"
    KNOWN = "known"
    AUTHENTICATOR = "totp"
    PIN = "pin"
    DISAVOWAL = "disavowal"
    RECOVERY = "recovery"
    SECOND_PROOF = "second"
    UNDO = "undo"


class TryBudget(models.Model):
    """One row per address (strangers and known browsers apart) or authenticator that was tried.

    Every try is counted before it is compared; only a success or a reopening takes the counts back.
    """

    scope = models.CharField(max_length=10, choices=TryScope)
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    tries_since_success = models.PositiveSmallIntegerField(default=0)
    closures = models.PositiveSmallIntegerField(default=0)
    closed_until = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "digest"], name="try_budget_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.digest[:8]}"


class KnownBrowser(models.Model):
    """One row per browser and address that was proved in it; it opens no account.

    It only lets the owner's own browser have budgets that a stranger cannot use up. `proved_at` is
    the last time the address was proved there, or that its holder used the browser since.
    """

    browser = models.UUIDField()
    address_digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    proved_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["browser", "address_digest"], name="known_browser_once_per_address"
            ),
        ]
        indexes = [models.Index(fields=["address_digest"], name="known_browser_of_address")]

    def __str__(self) -> str:
        return f"browser {self.browser}"


class BrowserUse(models.Model):
    """One row per browser and person who was signed in there; it opens no account.

    Beside a right code it tells that the number is still hers: used in the last thirty days, the
    browser counts as the second proof for a number that was silent that long.
    """

    browser = models.UUIDField()
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["browser", "person"], name="browser_use_once"),
        ]
        indexes = [models.Index(fields=["person"], name="browser_use_of_person")]

    def __str__(self) -> str:
        return f"browser {self.browser} of {self.person_id}"
