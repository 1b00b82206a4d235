"""Tables of a commune's programme: its period, its target and its courses."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Programmes by whether classes can be opened in them."""

    def is_open(self) -> "ProgrammeQuerySet":
        """Those that have not been closed."""
        return self.filter(closed_at=None)


class Programme(models.Model):
    """One row per training programme a commune has opened; at most one is open at a time.

    A closed programme stays: its classes and their history point at it.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    commune = models.ForeignKey("identity.Commune", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    target_learners = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("commune",),
                condition=Q(closed_at=None),
                name="one_open_programme_per_commune",
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="programme_period_runs_forward"
            ),
        )

    def __str__(self) -> str:
        return f"{self.commune_id}: {self.from_on} – {self.until_on}"


class ProgrammeCourse(models.Model):
    """One row per course a programme offers; a class can be opened for these only."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="courses")
    course = models.UUIDField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("programme", "course"), name="programme_course_once"),
        )

    def __str__(self) -> str:
        return str(self.course)
