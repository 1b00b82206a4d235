"""Twenty wrong join codes an hour per person, kept by conditional updates only."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import F

from courses.classes.models import JoinBudget

if TYPE_CHECKING:
    from identity.accounts.models import Person

WRONG_TRIES = 20
WINDOW = dt.timedelta(hours=1)
KEPT_FOR = dt.timedelta(days=1)
"""As the register of personal data says; a row older than its window limits nothing."""


def claim_try(*, person: Person, now: dt.datetime) -> bool:
    """Take one try before the code is looked up; False when the hour's tries are used up.

    One UPDATE decides, so 64 guesses at once cannot pass the limit. Give a right one back with
    `return_try`.
    """
    JoinBudget.objects.get_or_create(person=person, defaults={"window_started_at": now})
    mine = JoinBudget.objects.filter(person=person)
    mine.filter(window_started_at__lte=now - WINDOW).update(window_started_at=now, wrong_tries=0)
    taken = mine.filter(wrong_tries__lt=WRONG_TRIES).update(wrong_tries=F("wrong_tries") + 1)
    return taken == 1


def return_try(*, person: Person) -> None:
    """A right code costs nothing."""
    JoinBudget.objects.filter(person=person, wrong_tries__gt=0).update(
        wrong_tries=F("wrong_tries") - 1
    )


def minutes_to_wait(*, person: Person, now: dt.datetime) -> int:
    """Whole minutes until the person may try again, at least 1."""
    started = JoinBudget.objects.values_list("window_started_at", flat=True).get(person=person)
    return max(1, -(-(started + WINDOW - now) // dt.timedelta(minutes=1)))


def forget_tries(*, now: dt.datetime) -> int:
    """Remove counts whose hour began more than a day ago; how many."""
    return JoinBudget.objects.filter(window_started_at__lt=now - KEPT_FOR).delete()[0]
