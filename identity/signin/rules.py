"""Pure decisions of the door: how old one must be, how long a sign-in may take."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

PENDING_LIFE = dt.timedelta(minutes=30)

# turning 7 or 16 this year is not yet being it: the birthday may still lie ahead
YOUNGEST_WITH_GUARDIAN = 7
YOUNGEST_ALONE = 16
OLDEST = 120


class AgeGroup(StrEnum):
    """What the year of birth alone says about who may open an account."""

    TOO_YOUNG = "too_young"
    WITH_GUARDIAN = "with_guardian"
    ALONE = "alone"
    IMPOSSIBLE = "impossible"


def age_group(birth_year: int, *, this_year: int) -> AgeGroup:
    """Group by the youngest age the year allows today, so that doubt protects the child.

    Born in the year Y, a person is `this_year - Y` old after the birthday and one less before. Below
    7 for certain is not for them; whoever may still be under 16 needs a guardian.
    """
    turning = this_year - birth_year
    if not 0 <= turning <= OLDEST:
        return AgeGroup.IMPOSSIBLE
    if turning < YOUNGEST_WITH_GUARDIAN:
        return AgeGroup.TOO_YOUNG
    if turning - 1 < YOUNGEST_ALONE:
        return AgeGroup.WITH_GUARDIAN
    return AgeGroup.ALONE


def latest_year_alone(*, this_year: int) -> int:
    """The latest year of birth with which nobody needs a guardian any more."""
    return this_year - YOUNGEST_ALONE - 1
