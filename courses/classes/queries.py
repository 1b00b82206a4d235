"""Reading classes: a trainer's, a commune's, a learner's own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from courses.classes.models import Cohort, Enrolment
from courses.programmes.permissions import taught_communes
from identity.accounts.queries import alike

if TYPE_CHECKING:
    from typing import TypedDict

    from django_stubs_ext import WithAnnotations

    from identity.accounts.models import Person

    class Counted(TypedDict):
        """What the lists add to a class."""

        learners: int

    CountedCohort = WithAnnotations[Cohort, Counted]

# somebody who came under two accounts that were merged is one learner
LEARNERS = Count(
    Coalesce("enrolments__person__kept_id", "enrolments__person_id"),
    filter=Q(enrolments__removed_at=None),
    distinct=True,
)


def taught_cohorts(person: Person, *, now: dt.datetime) -> QuerySet[CountedCohort]:
    """Every class of the communes the person trains in now, open ones first, newest first.

    Each has `learners`, the number of people in it.
    """
    return _listed(Cohort.objects.filter(programme__commune_id__in=taught_communes(person, now)))


def cohorts_of_commune(commune_id: int) -> QuerySet[CountedCohort]:
    """Every class of a commune, open ones first, newest first, with `learners`."""
    return _listed(Cohort.objects.filter(programme__commune_id=commune_id))


def own_enrolments(person: Person) -> list[Enrolment]:
    """The open classes a person is in."""
    live = Enrolment.objects.live().of(person).filter(cohort__closed_at=None)
    rows = live.select_related("cohort__programme__commune").order_by("-joined_at")
    return list({row.cohort_id: row for row in rows}.values())


def left_enrolments(person: Person) -> list[Enrolment]:
    """The open classes a person has left by her own choice and is not in now, last stays only."""
    stays = Enrolment.objects.of(person).filter(cohort__closed_at=None).order_by("pk")
    rows = stays.select_related("cohort__programme__commune", "person")
    # a stay that lasts under one of her accounts outweighs one that ended under another
    last = {row.cohort_id: row for row in sorted(rows, key=lambda row: row.removed_at is None)}
    return [row for row in last.values() if row.removed_at and row.is_own_leaving]


@dataclass(frozen=True)
class Namesake:
    """Somebody of the same name and year of birth in a commune, and the newest class of it she is in."""

    person: Person
    cohort: Cohort | None


def namesakes(*, name: str, birth_year: int, commune_id: int) -> list[Namesake]:
    """Who lives in the commune with this name (marks aside) and this year of birth; never elsewhere."""
    people = alike(name=name, birth_year=birth_year, commune_id=commune_id)
    here = Enrolment.objects.live().filter(
        person__in=people, cohort__programme__commune_id=commune_id
    )
    newest = {row.person_id: row.cohort for row in here.select_related("cohort").order_by("pk")}
    return [Namesake(person, newest.get(person.pk)) for person in people]


def _listed(cohorts: QuerySet[Cohort]) -> QuerySet[CountedCohort]:
    return (
        cohorts.select_related("programme__commune", "edition")
        .annotate(learners=LEARNERS)
        .order_by(F("closed_at").asc(nulls_first=True), "-opened_at")
    )
