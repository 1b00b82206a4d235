"""A commune with a programme, a course and a class, made by the actions the pages use."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.test import Client

from courses.catalogue.frozen import Edition
from courses.classes import actions as classes
from courses.classes.models import Cohort
from courses.programmes import actions as programmes
from courses.programmes.actions import Plan
from courses.programmes.models import Programme
from courses.progress import actions as progress
from courses.progress.reading import read_body
from identity.accounts.models import Person
from identity.sessions.staff import open_staff_session
from tests import factories
from tests.courses.teaching import Lesson, Phone, edition, publish

PERIOD = (date(2026, 11, 1), date(2027, 6, 30))


@dataclass
class School:
    """One commune's: its manager, its trainer, a course of some lessons, and an open class."""

    now: datetime
    lessons: tuple[Lesson, ...]
    edition: Edition
    manager: Person
    trainer: Person

    @classmethod
    def founded(cls, *, now: datetime, lessons: int = 2) -> "School":
        taught = tuple(publish() for _ in range(lessons))
        return cls(now, taught, edition(*taught), factories.quang(), factories.minh())

    def plan(self, **changes) -> Plan:
        decided = {
            "from_on": PERIOD[0],
            "until_on": PERIOD[1],
            "target_learners": 40,
            "courses": (self.edition.course,),
        }
        return Plan(**(decided | changes))

    @cached_property
    def programme(self) -> Programme:
        return programmes.open_programme(
            commune=factories.commune(), plan=self.plan(), by=self.manager, now=self.now
        )

    @cached_property
    def cohort(self) -> Cohort:
        return self.another_class("Lớp tối")

    def another_class(self, name: str) -> Cohort:
        return classes.open_class(
            programme=self.programme,
            course=self.edition.course,
            name=name,
            by=self.trainer,
            now=self.now,
        )

    def join(self, person: Person, cohort: Cohort | None = None) -> Person:
        code = (cohort or self.cohort).join_code
        classes.join_class(code=code, by=person, now=self.now)
        return person

    def grow(self) -> Edition:
        """A lesson more: the next edition of the course."""
        self.lessons = (*self.lessons, publish())
        return edition(*self.lessons, course=self.edition.course, number=2)


def learns(person: Person, *lessons: Lesson, now: datetime, phone: Phone | None = None) -> None:
    """Do these lessons, all answers right."""
    phone = phone or Phone()
    for lesson in lessons:
        report(person, phone, *phone.complete(lesson), now=now)


def report(person: Person, phone: Phone, *events: dict, now: datetime) -> None:
    """Send events as the phone of that person."""
    verdicts = progress.record(events=read_body(phone.body(*events)), by=person, now=now)
    assert {verdict.verdict for verdict in verdicts} == {"applied"}


def browser_of(person: Person, *, second_factor: bool = False, now: datetime) -> Client:
    """A browser in which the person is signed in; staff have shown their second factor."""
    client = Client()
    client.force_login(person)
    if second_factor:
        session = client.session
        open_staff_session(session, is_admin=False, now=now)
        session.save()
        client.cookies["sessionid"] = session.session_key
    return client
