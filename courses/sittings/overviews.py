"""What a trainer sees of her class's sittings, written down before it is shown."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from courses.classes.models import Cohort
from courses.classes.permissions import live_learners
from courses.sittings.gains import Gain, PersonGain, read_gain
from courses.sittings.items import Question, asked_in, pool_of, withdrawn_in
from courses.sittings.looks import record_look
from courses.sittings.models import (
    ItemAct,
    SeatAct,
    Sitting,
    SittingAnswer,
    SittingPaper,
    SupervisedResult,
)
from courses.sittings.papers import finished_papers
from courses.sittings.rules import (
    AFTER,
    ALLOWED,
    ASKED,
    BEFORE,
    BEGUN,
    HANDED_IN,
    PAIRED,
    REPORTED,
    SEATED,
    Act,
    Candidate,
    may_resume,
    seat,
)
from courses.sittings.standing import Standing, sittings_of, standing

if TYPE_CHECKING:
    from identity.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Moment:
    """The test before or after as the class stands in it; `standing` is None before it was ever opened."""

    name: str
    standing: Standing | None
    begun: int
    finished: int
    waiting: tuple[Person, ...]

    @property
    def is_open(self) -> bool:
        """Whether it takes answers now."""
        return bool(self.standing and self.standing.is_open)


@dataclass(frozen=True, slots=True)
class Overview:
    """Both tests of a class, its gain, and its supervised checks, newest first."""

    before: Moment
    after: Moment
    checks: tuple[Standing, ...]
    gain: Gain
    learners: int

    @property
    def open_one(self) -> Standing | None:
        """The sitting that is open now."""
        found = (self.before.standing, self.after.standing, *self.checks)
        return next((each for each in found if each and each.is_open), None)


@dataclass(frozen=True, slots=True)
class Allowance:
    """Who let a candidate go on, and when."""

    at: dt.datetime
    by: str


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One learner of the class and her seat; `paper` is None for whoever has not sat down."""

    learner: Person
    candidate: Candidate
    answered: int
    result: SupervisedResult | None
    allowances: tuple[Allowance, ...]

    @property
    def may_resume(self) -> bool:
        """Whether she may be let on once more."""
        return may_resume(self.candidate.resumes)

    @property
    def is_waiting(self) -> bool:
        """Whether she waits to be seen."""
        return self.candidate.state == SEATED

    @property
    def is_asking(self) -> bool:
        """Whether she asks to go on."""
        return self.candidate.state == ASKED

    @property
    def is_under_way(self) -> bool:
        """Whether she is answering, as far as the server knows."""
        return self.candidate.state == BEGUN

    @property
    def has_handed_in(self) -> bool:
        """Whether she has handed in."""
        return self.candidate.state == HANDED_IN

    @property
    def is_on_this_phone(self) -> bool:
        """Whether it was begun by the trainer's hand."""
        return self.candidate.state in {BEGUN, ASKED} and not self.candidate.session


@dataclass(frozen=True, slots=True)
class BrokenItem:
    """A question that was reported and waits for the trainer; never with what is right."""

    question: Question
    reason: str


@dataclass(frozen=True, slots=True)
class Hall:
    """A supervised check as its trainer sees it: whoever needs something first."""

    standing: Standing
    rows: tuple[SeatRow, ...]
    broken: tuple[BrokenItem, ...]
    withdrawn: int
    total: int

    @property
    def counts(self) -> Counter[str]:
        """How many seats in each state; "" for who has not sat down."""
        return Counter(row.candidate.state for row in self.rows)

    @property
    def needing(self) -> tuple[SeatRow, ...]:
        """Who waits to be seen or asks to go on."""
        return tuple(row for row in self.rows if row.is_waiting or row.is_asking)


def read_overview(cohort: Cohort, *, by: Person, now: dt.datetime) -> Overview:
    """The tests of a class the caller has been found to train; the look is written down first."""
    learners = live_learners(cohort)
    record_look("sitting.gain.seen", cohort, learners, by=by, now=now)
    stood = sittings_of(cohort, now=now)
    paired = {each.sitting.moment: each for each in stood if each.sitting.moment in PAIRED}
    counts = finished_papers([each.sitting for each in paired.values()])
    gain = read_gain(cohort)
    return Overview(
        before=_moment(BEFORE, paired.get(BEFORE), counts, gain),
        after=_moment(AFTER, paired.get(AFTER), counts, gain),
        checks=tuple(each for each in reversed(stood) if each.sitting.is_check),
        gain=gain,
        learners=len(gain.people),
    )


def read_hall(sitting: Sitting, *, by: Person, now: dt.datetime) -> Hall:
    """A check of a class the caller has been found to train; the look is written down first.

    The number of queries does not depend on how many sit here.
    """
    learners = live_learners(sitting.cohort)
    record_look("check.seen", sitting.cohort, learners, by=by, now=now)
    seats = _Seats(sitting)
    asked = asked_in(sitting)
    return Hall(
        standing=standing(sitting, now=now),
        rows=tuple(seats.row(person) for person in learners),
        broken=_broken(sitting, asked),
        withdrawn=len(withdrawn_in(sitting)),
        total=len(asked),
    )


def hall_mark(sitting: Sitting) -> str:
    """Changes whenever something happens at a seat or with a question; two counts."""
    seats = SeatAct.objects.filter(paper__sitting=sitting).count()
    return f"{seats}-{ItemAct.objects.filter(sitting=sitting).count()}"


class _Seats:
    """Everything about the seats of one check, read at once."""

    def __init__(self, sitting: Sitting) -> None:
        papers = SittingPaper.objects.filter(sitting=sitting).select_related("person__kept")
        self.papers = {paper.person.as_kept.pk: paper.pk for paper in papers}
        self.acts: dict[int, list[SeatAct]] = {}
        for act in (
            SeatAct.objects.filter(paper__sitting=sitting).select_related("by").order_by("pk")
        ):
            self.acts.setdefault(act.paper_id, []).append(act)
        given = SittingAnswer.objects.filter(paper__sitting=sitting)
        pairs = set(given.values_list("paper_id", "item"))
        self.answered = Counter(paper for paper, _item in pairs)
        results = SupervisedResult.objects.filter(paper__sitting=sitting)
        self.results = {row.paper_id: row for row in results.order_by("has_passed", "pk")}

    def row(self, person: Person) -> SeatRow:
        """One learner's seat."""
        paper = self.papers.get(person.pk, 0)
        acts = self.acts.get(paper, [])
        allowed = (act for act in acts if act.kind == ALLOWED)
        return SeatRow(
            learner=person,
            candidate=seat([Act(act.kind, act.detail) for act in acts]),
            answered=self.answered[paper],
            result=self.results.get(paper),
            allowances=tuple(Allowance(act.at, act.by.name) for act in allowed),
        )


def _moment(name: str, found: Standing | None, counts: dict[int, int], gain: Gain) -> Moment:
    waiting = tuple(person.learner for person in gain.people if _score(person, name) is None)
    begun = sum(_is_begun(person, name) for person in gain.people)
    finished = counts.get(found.sitting.pk, 0) if found else 0
    return Moment(name, found, begun, finished, waiting)


def _score(person: PersonGain, moment: str) -> int | None:
    return person.before if moment == BEFORE else person.after


def _is_begun(person: PersonGain, moment: str) -> bool:
    return person.is_begun_before if moment == BEFORE else person.is_begun_after


def _broken(sitting: Sitting, asked: tuple[Question, ...]) -> tuple[BrokenItem, ...]:
    newest: dict[UUID, ItemAct] = {}
    for act in ItemAct.objects.filter(sitting=sitting).order_by("pk"):
        newest[act.item] = act
    pool: dict[UUID, Question] = pool_of(sitting)
    open_ones = {question.item for question in asked}
    return tuple(
        BrokenItem(pool[item], act.reason)
        for item, act in newest.items()
        if act.kind == REPORTED and item in open_ones
    )
