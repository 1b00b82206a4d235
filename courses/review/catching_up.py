"""Her own reviews when she opens her pages: what a phone reported late is found here, not at night."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from courses.review import actions as review
from courses.review import queries

if TYPE_CHECKING:
    from courses.progress.queries import CourseStanding
    from courses.review.models import Review
    from identity.accounts.models import Person


def own_reviews(person: Person, standings: Sequence[CourseStanding]) -> list[Review]:
    """All her modules under review, one query where nothing is new."""
    mine = queries.reviews_of(person)
    missing = queries.unreviewed(person, standings, mine)
    if not missing:
        return mine
    review.make_due(done=missing)
    return queries.reviews_of(person)
