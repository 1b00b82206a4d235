"""A class with a course in Wagtail's tree, its check on the site, and a paired test that is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from courses.classes import actions as classes
from courses.classes.models import Cohort
from courses.models import AnswerKey, Programme, Sitting
from courses.programmes import actions as programmes
from courses.programmes.actions import Plan
from courses.sittings import answering, opening, supervising
from courses.sittings.items import Question, questions_of
from courses.sittings.models import SittingPaper
from courses.sittings.pairedtest import PairedTest
from courses.sittings.papers import paper_of
from courses.sittings.supervising import Place
from identity.accounts.models import Person
from tests import factories
from tests.courses.catalogue import tree
from tests.courses.catalogue.tree import Raw, Tree
from tests.courses.school import PERIOD

NO_WAIT = timedelta(0)
PHONE = Place(ticket="", session="điện thoại")


def form_item(objective: int, words: str) -> Raw:
    value = tree.question(words)["value"]
    return {
        "type": "item",
        "id": tree.new(),
        "value": {"objective": str(objective), "question": value},
    }


def form(name: str, *objectives: int) -> list[Raw]:
    return [form_item(objective, f"{name} {n}") for n, objective in enumerate(objectives, 1)]


def objective(title: str, check_questions: str = "") -> Raw:
    value = {"uid": "", "title": title, "check_questions": check_questions}
    return {"type": "objective", "id": tree.new(), "value": value}


def paired_test(course: Any, **bodies: list[Raw]) -> PairedTest:
    """Unsaved; three objectives, six questions a form, two in reserve for the first objective."""
    wanted = {
        "objectives": [
            objective("Mật khẩu", "1, 2"),
            objective("Mã OTP", "3"),
            objective("Kẻ giả", "4"),
        ],
        "form_a": form("A", 1, 1, 2, 2, 3, 3),
        "form_b": form("B", 1, 1, 2, 2, 3, 3),
        "reserve": form("R", 1, 1),
    } | bodies
    test = PairedTest(course=course, live=False)
    for name, raw in wanted.items():
        setattr(test, name, PairedTest._meta.get_field(name).stream_block.to_python(raw))
    return test


def published(test: PairedTest) -> PairedTest:
    if test.pk is None:
        test.save()
    test.save_revision().publish()
    test.refresh_from_db()
    return test


@dataclass
class Hall:
    """One class of one commune, ready for tests and checks."""

    now: datetime
    tree: Tree
    test: PairedTest
    manager: Person
    trainer: Person

    @classmethod
    def furnished(cls, *, now: datetime) -> Hall:
        planted = tree.plant()
        planted.published("Bài kiểm tra", tree.check_body(), use="check")
        tree.publish(planted.module)
        tree.publish(planted.course)
        return cls(
            now,
            planted,
            published(paired_test(planted.course)),
            factories.quang(),
            factories.minh(),
        )

    @property
    def course(self) -> UUID:
        return self.tree.course.translation_key

    @cached_property
    def programme(self) -> Programme:
        plan = Plan(
            from_on=PERIOD[0], until_on=PERIOD[1], target_learners=40, courses=(self.course,)
        )
        return programmes.open_programme(
            commune=factories.commune(), plan=plan, by=self.manager, now=self.now
        )

    @cached_property
    def cohort(self) -> Cohort:
        return self.another_class("Lớp tối")

    def another_class(self, name: str) -> Cohort:
        return classes.open_class(
            programme=self.programme, course=self.course, name=name, by=self.trainer, now=self.now
        )

    def join(self, person: Person) -> Person:
        classes.join_class(code=self.cohort.join_code, by=person, now=self.now)
        return person

    def learners(self, number: int) -> list[Person]:
        return [self.join(person) for person in factories.people(number)]

    def open(self, moment: str, *, at: datetime | None = None) -> Sitting:
        return opening.open_paired(
            cohort=self.cohort, moment=moment, by=self.trainer, now=at or self.now
        )

    def close(self, sitting: Sitting, *, at: datetime | None = None) -> None:
        opening.close(sitting=sitting, by=self.trainer, now=at or self.now)

    def open_check(self, *, at: datetime | None = None) -> Sitting:
        return opening.open_check(cohort=self.cohort, by=self.trainer, now=at or self.now)

    def sit(
        self, sitting: Sitting, person: Person, *, right: int = 6, answers: int = 6
    ) -> SittingPaper:
        """She begins and answers so many questions, the first `right` of them right."""
        paper = answering.begin(sitting=sitting, person=person, by=person, now=self.now)
        for place, question in enumerate(questions_of(paper)[:answers]):
            self.answer(paper, question, good=place < right)
        return paper

    def answer(
        self, paper: SittingPaper, question: Question, *, good: bool = True, **rest: Any
    ) -> None:
        told = {"waited": NO_WAIT, "by": paper.person, "now": self.now} | rest
        answering.answer(
            paper=paper, item=question.item, given=choice_of(question, good=good), **told
        )

    def seated(self, sitting: Sitting, person: Person) -> tuple[SittingPaper, Place]:
        """She has typed the code, was seen, and has begun."""
        paper = supervising.take_seat(sitting=sitting, code=sitting.code, by=person, now=self.now)
        supervising.identify(paper=paper, known_by="card", by=self.trainer, now=self.now)
        ticket = supervising.begin(paper=paper, session=PHONE.session, by=person, now=self.now)
        return paper, Place(ticket, PHONE.session)

    def answers(self, paper: SittingPaper, place: Place, *, right: int = 8) -> None:
        for number, question in enumerate(questions_of(paper)):
            self.check_answer(paper, place, question, good=number < right)

    def check_answer(
        self,
        paper: SittingPaper,
        place: Place,
        question: Question,
        *,
        good: bool = True,
        **rest: Any,
    ) -> None:
        told = {"waited": NO_WAIT, "by": paper.person, "now": self.now} | rest
        supervising.answer(
            paper=paper,
            place=place,
            item=question.item,
            given=choice_of(question, good=good),
            **told,
        )

    def fresh(self, paper: SittingPaper) -> SittingPaper:
        found = paper_of(paper.sitting, paper.person)
        assert found
        return found


def choice_of(question: Question, *, good: bool) -> str:
    """The right choice, or one that is not."""
    right = AnswerKey.objects.get(version__uuid=question.version, item=question.item).key["correct"]
    choices = [choice["id"] for choice in question.shown["choices"]]
    return next(choice for choice in choices if (choice in right) is good)
