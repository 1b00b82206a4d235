"""Where somebody answers: at her own phone, or at her trainer's for want of one; the pages are the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from courses.classes.models import Cohort
from courses.classes.permissions import cohort_for, learner_in
from courses.sittings.looks import record_look
from courses.sittings.models import Sitting
from courses.sittings.papers import is_in_class
from identity.accounts.models import Person
from identity.accounts.queries import kept_of

RELATED = ("cohort__programme__commune", "check_version", "reserve__version")
MOST_WAITED = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Chair:
    """One person in one sitting, and whose hand is on the phone."""

    sitting: Sitting
    person: Person
    by: Person

    @property
    def is_operated(self) -> bool:
        """Whether the trainer's hand taps for her."""
        return self.by.pk != self.person.pk

    def address(self, page: str, *rest: object) -> str:
        """The address of a page of this chair: `start`, `question`, `done` and so on."""
        if self.is_operated:
            place = (self.sitting.cohort.uuid, self.sitting.uuid, self.person.uuid)
            return reverse(f"sittings:{page}_for", args=[*place, *rest])
        return reverse(f"sittings:{page}", args=[self.sitting.uuid, *rest])

    @property
    def home(self) -> str:
        """Where the way back leads."""
        if not self.is_operated:
            return reverse("desks:learning")
        page = "sittings:check" if self.sitting.is_check else "sittings:paired"
        args = [self.sitting.cohort.uuid, *([self.sitting.uuid] if self.sitting.is_check else [])]
        return reverse(page, args=args)


def own_chair(request: HttpRequest, sitting: UUID) -> Chair:
    """Her own chair; 404 for a sitting of a class she is not in."""
    person = kept_of(cast("Person", request.user))
    found = Sitting.objects.select_related(*RELATED).filter(uuid=sitting).first()
    if found is None or not is_in_class(found.cohort, person):
        raise Http404
    return Chair(found, person, person)


def chair_for(
    request: HttpRequest, cohort: UUID, sitting: UUID, learner: UUID, *, now: dt.datetime
) -> Chair:
    """A learner's chair on her trainer's phone; 404 for whoever does not train this class.

    Its pages bear her name, so the look is written down here, before any of them is made.
    """
    found = sitting_of(request, cohort, sitting, now=now)
    person = learner_in(found.cohort, learner)
    if person is None:
        raise Http404
    act = "check.seen" if found.is_check else "sitting.seen"
    record_look(act, found.cohort, [person], by=cast("Person", request.user), now=now)
    return Chair(found, person, cast("Person", request.user))


def class_of(request: HttpRequest, cohort: UUID, *, now: dt.datetime) -> Cohort:
    """A class the asking trainer runs; 404 for anybody else."""
    found = cohort_for(cast("Person", request.user), cohort, now=now)
    if found is None:
        raise Http404
    return found


def sitting_of(request: HttpRequest, cohort: UUID, sitting: UUID, *, now: dt.datetime) -> Sitting:
    """A sitting of a class the asking trainer runs; 404 for anybody else."""
    mine = class_of(request, cohort, now=now)
    found = Sitting.objects.select_related(*RELATED).filter(cohort=mine, uuid=sitting).first()
    if found is None:
        raise Http404
    return found


def waited(request: HttpRequest) -> dt.timedelta:
    """How long an answer lay in the phone, by the phone's stopwatch; nothing without a script."""
    sent = request.POST.get("waited", "")
    if not (sent.isascii() and sent.isdigit() and len(sent) <= len("86400000")):
        return dt.timedelta(0)
    return min(dt.timedelta(milliseconds=int(sent)), MOST_WAITED)
