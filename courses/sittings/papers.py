"""Papers: who was given one, what she has answered, and whether she is through."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from courses.classes.models import Cohort, Enrolment
from courses.sittings.items import Question, questions_of
from courses.sittings.models import Sitting, SittingAnswer, SittingPaper
from courses.sittings.rules import BEFORE, letter_before, other_letter
from identity.accounts.queries import accounts_of

if TYPE_CHECKING:
    from identity.accounts.models import Person

RELATED = (
    "sitting__cohort__programme__commune",
    "sitting__form_a__version",
    "sitting__form_b__version",
    "sitting__check_version",
    "sitting__reserve__version",
    "person__kept",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One question of a paper, its place from 1, and the answer given to it last."""

    number: int
    question: Question
    answer: Any
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a paper is."""

    steps: tuple[Step, ...]

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(step.is_answered for step in self.steps)

    @property
    def total(self) -> int:
        """How many are asked."""
        return len(self.steps)

    @property
    def is_finished(self) -> bool:
        """Whether every question has an answer."""
        return self.answered == self.total

    @property
    def next_one(self) -> int | None:
        """The number of the first question without an answer."""
        return next((step.number for step in self.steps if not step.is_answered), None)

    def step(self, number: int) -> Step | None:
        """The question at a place."""
        return self.steps[number - 1] if 1 <= number <= len(self.steps) else None


def paper_of(sitting: Sitting, person: Person) -> SittingPaper | None:
    """Her paper in a sitting, under whichever of her merged accounts it was given."""
    hers = SittingPaper.objects.filter(sitting=sitting, person__in=accounts_of(person.pk))
    return hers.select_related(*RELATED).order_by("pk").first()


def locked(paper: SittingPaper) -> SittingPaper:
    """The paper for a decision about it; two taps at once take turns."""
    return (
        SittingPaper.objects.select_for_update(of=("self",))
        .select_related(*RELATED)
        .get(pk=paper.pk)
    )


def progress_of(paper: SittingPaper) -> Progress:
    """How far she is. Two queries beside the versions at most."""
    given = newest_answers(paper)
    steps = (
        Step(number, question, given.get(question.item), question.item in given)
        for number, question in enumerate(questions_of(paper), start=1)
    )
    return Progress(tuple(steps))


def newest_answers(paper: SittingPaper) -> dict[UUID, Any]:
    """The answer that counts to each item."""
    rows = SittingAnswer.objects.filter(paper=paper).order_by("pk")
    return dict(rows.values_list("item", "answer"))


def letter_for(sitting: Sitting, person: Person) -> str:
    """The form she gets: the other one than before, or by her place in the class."""
    if sitting.moment != BEFORE:
        before = SittingPaper.objects.filter(
            sitting__cohort=sitting.cohort_id,
            sitting__moment=BEFORE,
            person__in=accounts_of(person.pk),
        ).first()
        return other_letter(before.letter if before else _by_place(sitting.cohort, person))
    return _by_place(sitting.cohort, person)


def is_in_class(cohort: Cohort, person: Person) -> bool:
    """Whether she is in the class now."""
    return Enrolment.objects.live().of(person).filter(cohort=cohort).exists()


def finished_papers(sittings: Collection[Sitting]) -> dict[int, int]:
    """For each sitting (by row id) how many papers have an answer to every question they ask."""
    papers = SittingPaper.objects.filter(sitting__in=sittings).select_related(*RELATED)
    given: dict[int, set[UUID]] = {}
    rows = SittingAnswer.objects.filter(paper__sitting__in=sittings)
    for paper, item in rows.values_list("paper_id", "item"):
        given.setdefault(paper, set()).add(item)
    counts = {sitting.pk: 0 for sitting in sittings}
    for each in papers:
        asked = {question.item for question in questions_of(each)}
        counts[each.sitting_id] += asked <= given.get(each.pk, set())
    return counts


def _by_place(cohort: Cohort, person: Person) -> str:
    """Every second person in order of first enrolment the other form; enrolments are never removed."""
    mine = set(accounts_of(person.pk).values_list("pk", flat=True))
    order: dict[int, None] = {}
    for row in Enrolment.objects.filter(cohort=cohort).select_related("person").order_by("pk"):
        order.setdefault(row.person.kept_id or row.person_id, None)
    places = [place for place, pk in enumerate(order) if pk in mine]
    return letter_before(places[0] if places else len(order))
