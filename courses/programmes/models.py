"""Tables of a commune's programme: its courses, its classes and who is in them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def is_open(self) -> "ProgrammeQuerySet":
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
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("commune",), condition=Q(closed_at=None), name="one_open_programme_per_commune"
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


class CohortQuerySet(models.QuerySet["Cohort"]):
    def is_open(self) -> "CohortQuerySet":
        return self.filter(closed_at=None)


class Cohort(models.Model):
    """One row per class (lớp): people learning one course together, counted against `edition`.

    The join code opens only this class and only while it is open; it is not a secret of any person.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cohorts")
    course = models.UUIDField()
    edition = models.ForeignKey("courses.CourseEdition", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    join_code = models.CharField(max_length=8, unique=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CohortQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def live(self) -> "EnrolmentQuerySet":
        return self.filter(removed_at=None)


class Enrolment(models.Model):
    """One row per stay of a person in a class; leaving ends the row, coming back makes a new one.

    Never deleted: the rows of a person are the history of the class. `removed_by` is the person
    herself when she left by her own choice.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey("courses.CourseEdition", on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cohort", "person"), condition=Q(removed_at=None), name="one_live_enrolment"
            ),
        )

    def __str__(self) -> str:
        return str(self.uuid)


class JoinBudget(models.Model):
    """One row per person who has tried a join code: how many wrong ones within the running hour.

    Moved only by conditional UPDATE, so that parallel guesses cannot get past the limit.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    window_started_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.wrong_tries}"
