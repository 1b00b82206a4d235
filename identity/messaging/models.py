"""The tables of messages: what is to go out, what may, what came of it, and what was counted."""

from __future__ import annotations

import uuid

from django.db import models

from identity.messaging.rules import BreakerState, MessageState


class Breaker(models.Model):
    """One row per block of ten thousand numbers that was written to, and one for all of them.

    It lets messages of strangers pass or stops them; whoever is known passes in every state. The
    block stands here as a keyed digest (empty for all of them) and a label with hidden digits.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, default=BreakerState.CLOSED)
    since = models.DateTimeField()
    retry_at = models.DateTimeField(null=True, blank=True)
    trips = models.PositiveSmallIntegerField(default=0)
    probes = models.PositiveSmallIntegerField(default=0)
    probed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"{self.label or 'all'} {self.state}"


class Message(models.Model):
    """One row per message that was promised; it never holds an address, a text or a code.

    `about` is the uuid of what the message speaks of: whoever promised it tells, at the moment of
    sending, the address and the words that are missing. `then` lists the channels that may follow
    when this one fails; such a message names the one it stands for.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    topic = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=5)
    template = models.CharField(max_length=30)
    about = models.UUIDField(db_index=True)
    then = models.CharField(max_length=20, blank=True)
    stands_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    attempt = models.PositiveSmallIntegerField(default=1)
    block = models.ForeignKey(
        Breaker, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_favoured = models.BooleanField(default=False)
    paid_at = models.DateTimeField(null=True, blank=True)
    price = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True, blank=True)
    via = models.CharField(max_length=10, blank=True)
    vendor_id = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    converted_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_reason = models.CharField(max_length=30, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["block", "sent_at"],
                name="message_of_strangers",
                condition=models.Q(is_favoured=False, sent_at__isnull=False),
            ),
            models.Index(
                fields=["via", "vendor_id"],
                name="message_of_vendor",
                condition=~models.Q(vendor_id=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.template} {self.uuid}"

    @property
    def state(self) -> MessageState:
        """Where the message stands; a delivery that was reported outweighs everything else."""
        if self.delivered_at is not None:
            return MessageState.DELIVERED
        if self.dropped_at is not None:
            return MessageState.FAILED
        return MessageState.PROMISED if self.sent_at is None else MessageState.SENT


class SpendScope(models.TextChoices):
    """What messages are charged to."""

    BLOCK = "block"
    NETWORK = "network"
    COMMUNE = "commune"
    CITY = "city"
    EMAIL = "email"


class Spending(models.Model):
    """One row per block, network, commune or whole city that messages were charged to.

    Two windows, the clock hour and the local day; each is counted by one conditional UPDATE.
    `digest` is keyed for blocks and networks, a register code for a commune, empty for the city.
    """

    scope = models.CharField(max_length=10, choices=SpendScope)
    digest = models.CharField(max_length=64)
    hour_at = models.DateTimeField()
    hour_sent = models.PositiveIntegerField(default=0)
    day_at = models.DateTimeField(db_index=True)
    day_sent = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "digest"], name="spending_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.digest[:8]}"


class Traffic(models.Model):
    """One row per hour, channel and block (and all of them): what became of its messages.

    Recomputed from messages while they are young, never added to; the operator's page reads it.
    """

    hour = models.DateTimeField()
    channel = models.CharField(max_length=5)
    block = models.ForeignKey(Breaker, on_delete=models.PROTECT, related_name="traffic")
    sent = models.PositiveIntegerField(default=0)
    delivered = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    with_code = models.PositiveIntegerField(default=0)
    converted = models.PositiveIntegerField(default=0)
    cost = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["block", "channel", "hour"], name="traffic_once"),
        ]
        indexes = [models.Index(fields=["hour"], name="traffic_of_hour")]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H} {self.channel}"


class Receipt(models.Model):
    """One row per delivery receipt that was taken; the same one changes nothing a second time."""

    via = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["via", "digest"], name="receipt_once"),
        ]

    def __str__(self) -> str:
        return f"{self.via} {self.digest[:8]}"


class VendorToken(models.Model):
    """One row per vendor whose access is renewed with a token that works once; both are sealed."""

    vendor = models.CharField(max_length=10, unique=True)
    sealed_access = models.TextField(blank=True)
    sealed_refresh = models.TextField()
    expires_at = models.DateTimeField()
    renewing_until = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.vendor
