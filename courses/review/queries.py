"""Reading review: what is due for a person, the question of now, and what was said to an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from courses.catalogue import queries as catalogue
from courses.catalogue.frozen import Key
from courses.progress.grading import Grade, grade, paper
from courses.progress.queries import CourseStanding
from courses.questions.asking import ASKABLE
from courses.questions.kinds import DONT_KNOW, Json
from courses.review.finding import DoneModule, modules_done
from courses.review.models import Review, ReviewAnswer, ReviewRound
from identity.accounts.queries import accounts_of

if TYPE_CHECKING:
    from identity.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Asked:
    """The question of a round that waits for its answer: its public JSON, its number of how many."""

    item: Json
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Told:
    """An answered question: how it was marked, what is right, and whether it was the last one.

    Only practice comes back in a review, so what is right may be read by whoever has answered.
    """

    item: Json
    version: UUID
    grade: Grade
    is_unknown: bool
    right: str
    number: int
    total: int

    @property
    def is_last(self) -> bool:
        """Whether the round is over with it."""
        return self.number == self.total


def reviews_of(person: Person) -> list[Review]:
    """Her modules, the one due first at the front; one row each, whichever account it was made under."""
    rows = Review.objects.filter(person__in=accounts_of(person.pk)).order_by(
        "rounds_answered", "pk"
    )
    mine = {row.module: row for row in rows}
    return sorted(mine.values(), key=lambda row: (row.due_at is None, row.due_at or row.done_at))


def due(reviews: Iterable[Review], *, now: datetime) -> list[Review]:
    """Those of them that are due."""
    return [row for row in reviews if row.due_at is not None and row.due_at <= now]


def review_of(person: Person, uuid: UUID) -> Review | None:
    """One module of hers."""
    return next((row for row in reviews_of(person) if row.uuid == uuid), None)


def round_of(person: Person, uuid: UUID) -> ReviewRound | None:
    """One round of hers."""
    hers = ReviewRound.objects.filter(review__person__in=accounts_of(person.pk))
    return hers.filter(uuid=uuid).select_related("review").first()


def unreviewed(
    person: Person, standings: Iterable[CourseStanding], reviews: Iterable[Review]
) -> list[DoneModule]:
    """Modules she has done that have no row yet: a phone may have told us long afterwards."""
    known = {row.module for row in reviews}
    found = [done for standing in standings for done in _done(person, standing)]
    return [done for done in found if done.module not in known]


def waiting(round: ReviewRound) -> list[dict[str, str]]:
    """What of a round still waits for an answer; a question withdrawn since is asked no more."""
    answered = set(round.answers.values_list("item", flat=True))
    left = [each for each in round.items if UUID(each["item"]) not in answered]
    lessons = {each["lesson"] for each in left}
    withdrawn = {item for lesson in lessons for item in catalogue.withdrawn_items(UUID(lesson))}
    return [each for each in left if UUID(each["item"]) not in withdrawn]


def asked_now(round: ReviewRound) -> Asked | None:
    """The first question of a round that waits for an answer; None when it is over."""
    left = waiting(round)
    if not left:
        return None
    return Asked(_item(left[0]), round.items.index(left[0]) + 1, len(round.items))


def told(round: ReviewRound, item: UUID) -> Told | None:
    """What is said to the answer given to a question of a round; None while it has none."""
    row = ReviewAnswer.objects.filter(round=round, item=item).first()
    if row is None:
        return None
    number = [each["item"] for each in round.items].index(str(item)) + 1
    asked = _item(round.items[number - 1])
    return Told(
        item=asked,
        version=row.version,
        grade=grade(paper(row.version).sheets[item], row.answer),
        is_unknown=row.answer == DONT_KNOW,
        right=_right(asked, catalogue.answer_keys(row.version)[item]),
        number=number,
        total=len(round.items),
    )


def _right(asked: Json, key: Key) -> str:
    return str(ASKABLE[asked["kind"]].solved(asked, key.key))


def _item(named: dict[str, str]) -> Json:
    """The public JSON of an item of a version that may have left the site since."""
    items = catalogue.public_items(UUID(named["version"]))
    return next(item for item in items if item["id"] == named["item"])


def _done(person: Person, standing: CourseStanding) -> Iterable[DoneModule]:
    edition = catalogue.edition(standing.edition)
    done = {each.id: each.done_at for each in standing.lessons if each.done_at}
    return modules_done(person.pk, edition, done) if edition else ()
