"""Who may see and run a class: the trainers of its commune, as granted at this very moment."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from courses.classes.models import Cohort
from courses.programmes.permissions import taught_communes

if TYPE_CHECKING:
    from identity.accounts.models import Person


def cohort_for(person: Person, uuid: UUID, *, now: dt.datetime) -> Cohort | None:
    """The class of that uuid if the person trains in its commune now, else None.

    One answer for "there is none" and "it is not yours", so that nobody learns which classes exist.
    """
    classes = Cohort.objects.select_related("programme__commune", "edition")
    return classes.filter(uuid=uuid, programme__commune_id__in=taught_communes(person, now)).first()


def can_run(person: Person, cohort: Cohort, *, now: dt.datetime) -> bool:
    """Whether the person trains in the commune of the class now."""
    return cohort.programme.commune_id in taught_communes(person, now)
