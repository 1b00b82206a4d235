"""What a trainer sees of people in sittings is written down before it is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from courses.classes.models import Cohort
from identity.audit import actions as audit

if TYPE_CHECKING:
    from identity.accounts.models import Person


def record_look(
    act: str, cohort: Cohort, people: Iterable[Person], *, by: Person, now: dt.datetime
) -> None:
    """A trainer is about to be shown these people of a class she has been found to train."""
    audit.record(
        act=act,
        by=by,
        subjects=[person.pk for person in people],
        commune=cohort.programme.commune.code,
        fields=("name", "progress"),
        reason="teaches_class",
        detail={"class": str(cohort.uuid)},
        now=now,
    )
