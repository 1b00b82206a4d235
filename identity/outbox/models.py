"""The table of promised work."""

from django.db import models


class Job(models.Model):
    """One row per promise; promises with the same topic and key are kept together, once.

    The payload holds ids only: never a name, an address or a code.
    """

    topic = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken_by = models.UUIDField(null=True)
    tries = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], name="job_due", condition=models.Q(done_at__isnull=True)
            ),
            models.Index(
                fields=["topic", "key"], name="job_open", condition=models.Q(done_at__isnull=True)
            ),
            models.Index(
                fields=["done_at"], name="job_done", condition=models.Q(done_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"
