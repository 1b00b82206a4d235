"""Tables of the class: what it learns, who is in it, and how many join codes a person has guessed."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from identity.accounts.queries import accounts_of

if TYPE_CHECKING:
    from identity.accounts.models import Person


class CohortQuerySet(models.QuerySet["Cohort"]):
    """Classes by whether they can be joined."""

    def is_open(self) -> "CohortQuerySet":
        """Those that have not been closed."""
        return self.filter(closed_at=None)


class Cohort(models.Model):
    """One row per class (lớp): people learning one course together, counted against `edition`.

    The join code opens only this class and only while it is open; it is not a secret of any person.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        "courses.Programme", on_delete=models.PROTECT, related_name="cohorts"
    )
    course = models.UUIDField()
    edition = models.ForeignKey("courses.CourseEdition", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    join_code = models.CharField(max_length=8, unique=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CohortQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Stays in classes by whether they still last."""

    def live(self) -> "EnrolmentQuerySet":
        """Those of people who are in the class now."""
        return self.filter(removed_at=None)

    def of(self, person: "Person") -> "EnrolmentQuerySet":
        """Those of a person, under whichever of her merged accounts she came."""
        return self.filter(person__in=accounts_of(person.pk))


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
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
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

    @property
    def is_own_leaving(self) -> bool:
        """Whether she ended this stay herself."""
        return self.removed_by_id is not None and self.removed_by_id in {
            self.person_id,
            self.person.kept_id,
        }


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
