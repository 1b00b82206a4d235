"""Table of the figures per commune."""

from django.db import models


class CommuneMonth(models.Model):
    """One row per commune and month: figures recomputed from facts, never added to.

    `learners`, `lessons_done` and `finished` stand as at the end of the month (or now); `active`
    counts people with an answer or a finished lesson inside it. A person counts in the commune
    where she lives at that end.
    """

    commune = models.ForeignKey("identity.Commune", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    learners = models.PositiveIntegerField()
    active = models.PositiveIntegerField()
    lessons_done = models.PositiveIntegerField()
    finished = models.PositiveIntegerField()
    computed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("commune", "month"), name="one_row_per_commune_month"),
        )

    def __str__(self) -> str:
        return f"{self.commune_id} {self.month:%Y-%m}"
