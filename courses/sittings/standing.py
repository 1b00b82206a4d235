"""How a sitting stands: open or closed, since when, and until when; read off its turns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import OuterRef, QuerySet, Subquery

from courses.classes.models import Enrolment
from courses.sittings.models import Sitting, Turn
from courses.sittings.rules import CLOSED, OPEN, is_open

if TYPE_CHECKING:
    from typing import TypedDict

    from django_stubs_ext import WithAnnotations

    from courses.classes.models import Cohort
    from identity.accounts.models import Person

    class Turned(TypedDict):
        """What the newest turn adds to a sitting."""

        state: str
        turned_at: datetime

    TurnedSitting = WithAnnotations[Sitting, Turned]


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a sitting at a moment; `closed_at` is when answers stopped being in time."""

    sitting: Sitting
    state: str
    turned_at: datetime
    is_open: bool
    closed_at: datetime | None


def standing(sitting: Sitting, *, now: datetime) -> Standing:
    """How it stands now; one query."""
    turn = sitting.turns.order_by("-pk").first()
    return _of(sitting, turn.state, turn.at, now) if turn else _of(sitting, CLOSED, now, now)


def sittings_of(cohort: Cohort, *, now: datetime) -> list[Standing]:
    """Every sitting of a class, oldest first, each as it stands now. One query."""
    return _stood(_turned(Sitting.objects.filter(cohort=cohort)), now=now)


def open_for(person: Person, *, now: datetime) -> list[Standing]:
    """The open sittings of the classes she is in now. One query."""
    mine = Enrolment.objects.live().of(person).values("cohort_id")
    found = Sitting.objects.filter(cohort__in=mine, cohort__closed_at=None)
    turned = _turned(found).filter(state=OPEN)
    return [each for each in _stood(turned, now=now) if each.is_open]


def _stood(found: QuerySet[TurnedSitting], *, now: datetime) -> list[Standing]:
    rows = found.select_related("cohort").order_by("pk")
    return [_of(row, row.state, row.turned_at, now) for row in rows]


def _turned(found: QuerySet[Sitting]) -> QuerySet[TurnedSitting]:
    newest = Turn.objects.filter(sitting=OuterRef("pk")).order_by("-pk")
    return found.annotate(
        state=Subquery(newest.values("state")[:1]), turned_at=Subquery(newest.values("at")[:1])
    )


def _of(sitting: Sitting, state: str, turned_at: datetime, now: datetime) -> Standing:
    stays_open = is_open(state, ends_at=sitting.ends_at, now=now)
    ends = [turned_at] if state == CLOSED else []
    ends += [sitting.ends_at] if sitting.ends_at else []
    return Standing(sitting, state, turned_at, stays_open, None if stays_open else min(ends))
