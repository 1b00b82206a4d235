"""The table of messages that are to go out."""

from __future__ import annotations

import uuid

from django.db import models


class Message(models.Model):
    """One row per message that was promised; it never holds an address, a text or a code.

    `about` is the uuid of what the message speaks of: whoever promised it tells, at the moment of
    sending, the address and the words that are missing.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    channel = models.CharField(max_length=5)
    template = models.CharField(max_length=30)
    about = models.UUIDField(db_index=True)
    created_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_reason = models.CharField(max_length=30, blank=True)

    def __str__(self) -> str:
        return f"{self.channel} {self.template} {self.uuid}"
