"""The table of browser sessions."""

from __future__ import annotations

import uuid

from django.db import models


class Device(models.TextChoices):
    """Whose device a session runs on, as its person said at sign-in; staff pages decide for themselves."""

    OWN = "own"
    SHARED = "shared"
    STAFF = "staff"


class Session(models.Model):
    """One row per browser session, found by the hash of its key: a leaked table opens nothing.

    `person` is empty while somebody is still signing in. `browser` and `network` are coarse words
    for the list of her devices; they decide nothing.
    """

    key_hash = models.CharField(max_length=64, unique=True)
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        "identity.Person", models.CASCADE, null=True, blank=True, related_name="sessions"
    )
    data = models.TextField()
    device = models.CharField(max_length=6, choices=Device, blank=True)
    browser = models.CharField(max_length=60, blank=True)
    network = models.CharField(max_length=45, blank=True)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    expire_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"session {self.uuid}"
