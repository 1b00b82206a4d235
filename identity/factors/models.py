"""The table of authenticator apps."""

from django.db import models


class Totp(models.Model):
    """One row per person who set up an authenticator app; it counts once `confirmed_at` is set.

    The seed is sealed; `last_step` is the newest 30-second step that was accepted, and only a later
    one is ever accepted again.
    """

    person = models.OneToOneField("identity.Person", models.PROTECT, related_name="totp")
    sealed_seed = models.TextField()
    last_step = models.BigIntegerField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"authenticator of {self.person_id}"
