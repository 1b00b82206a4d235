"""Who may see and run a class: the trainers of its commune, as granted at this very moment."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from courses.classes.models import Cohort, Enrolment
from courses.programmes.permissions import managed_communes, taught_communes
from identity.communes.folding import name_sort_key

if TYPE_CHECKING:
    from identity.accounts.models import Person


def cohort_for(person: Person, uuid: UUID, *, now: dt.datetime) -> Cohort | None:
    """The class of that uuid if the person trains in its commune now, else None.

    One answer for "there is none" and "it is not yours", so that nobody learns which classes exist.
    """
    classes = Cohort.objects.select_related("programme__commune", "edition")
    return classes.filter(uuid=uuid, programme__commune_id__in=taught_communes(person, now)).first()


def cohort_looked_after(person: Person, uuid: UUID, *, now: dt.datetime) -> Cohort | None:
    """The class of that uuid if the person trains in its commune or manages it now, else None.

    For cards and PINs of its people; the board and the class itself are the trainers' alone.
    """
    his = taught_communes(person, now) | managed_communes(person, now)
    classes = Cohort.objects.select_related("programme__commune", "edition")
    return classes.filter(uuid=uuid, programme__commune_id__in=his).first()


def can_run(person: Person, cohort: Cohort, *, now: dt.datetime) -> bool:
    """Whether the person trains in the commune of the class now."""
    return cohort.programme.commune_id in taught_communes(person, now)


def learner_in(cohort: Cohort, uuid: UUID) -> Person | None:
    """The person of that uuid if she is in the class now, else None; an absorbed account is its kept one."""
    hers = Q(person__uuid=uuid) | Q(person__kept__uuid=uuid)
    live = Enrolment.objects.live().filter(hers, cohort=cohort).select_related("person__kept")
    enrolment = live.first()
    return enrolment.person.as_kept if enrolment else None


def live_learners(cohort: Cohort) -> list[Person]:
    """Everybody who is in the class now, each once, by the last word of the name."""
    live = Enrolment.objects.live().filter(cohort=cohort).select_related("person__kept")
    people = {enrolment.person.as_kept for enrolment in live}
    return sorted(people, key=lambda person: (name_sort_key(person.name), person.pk))
