"""Reading classes: a trainer's, a commune's, a learner's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet

from courses.classes.models import Cohort, Enrolment
from courses.programmes.permissions import taught_communes

if TYPE_CHECKING:
    from identity.accounts.models import Person

LEARNERS = Count("enrolments", filter=Q(enrolments__removed_at=None))


def taught_cohorts(person: Person, *, now: dt.datetime) -> QuerySet[Cohort]:
    """Every class of the communes the person trains in now, open ones first, newest first.

    Each has `learners`, the number of people in it.
    """
    return _listed(Cohort.objects.filter(programme__commune_id__in=taught_communes(person, now)))


def cohorts_of_commune(commune_id: int) -> QuerySet[Cohort]:
    """Every class of a commune, open ones first, newest first, with `learners`."""
    return _listed(Cohort.objects.filter(programme__commune_id=commune_id))


def own_enrolments(person: Person) -> list[Enrolment]:
    """The open classes a person is in."""
    live = Enrolment.objects.live().filter(person=person, cohort__closed_at=None)
    return list(live.select_related("cohort__programme__commune").order_by("-joined_at"))


def live_learners(cohort_ids: Collection[int]) -> set[int]:
    """Row ids of the people in any of these classes; a person in two counts once."""
    live = Enrolment.objects.live().filter(cohort_id__in=cohort_ids)
    return set(live.values_list("person_id", flat=True))


def _listed(cohorts: QuerySet[Cohort]) -> QuerySet[Cohort]:
    return (
        cohorts.select_related("programme__commune", "edition")
        .annotate(learners=LEARNERS)
        .order_by(F("closed_at").asc(nulls_first=True), "-opened_at")
    )
