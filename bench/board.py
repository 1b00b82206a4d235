"""The board of a class of 40, alone in the database and among fifty thousand learners."""

from __future__ import annotations

import gzip
import time
from statistics import median
from typing import TypeVar

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.figures import Figure
from courses.classes.models import Cohort, Enrolment
from courses.progress.models import PersonCourse, PersonLesson
from identity.accounts.models import Person
from identity.sessions.staff import open_staff_session
from identity.sessions.store import SessionStore

CLASS, FEW, MANY = 40, 50, 50_000
ROUNDS, CHUNK = 40, 2_000
Row = TypeVar("Row", PersonCourse, PersonLesson)


def measure(*, port: int) -> list[Figure]:
    """Queries, time and size of the board as the database grows a thousandfold."""
    del port
    cohort = Cohort.objects.earliest("pk")
    pattern = pattern_of(cohort)
    add_learners(FEW, pattern=pattern, cohort=cohort)
    browser, path = trainer_of(cohort), f"/lop/{cohort.uuid}/"
    before_queries, before_seconds, body = look(browser, path)
    add_learners(MANY, pattern=pattern, cohort=None)
    after_queries, after_seconds, _body = look(browser, path)
    return [
        Figure(
            "board of 40, more queries with 50,000 learners than with 50",
            after_queries - before_queries,
            unit="",
            at_most=0,
        ),
        Figure(
            "board of 40, time with 50,000 learners of that with 50",
            after_seconds / before_seconds,
            at_most=1.2,
        ),
        Figure("board of 40, compressed", len(gzip.compress(body)) / 1024, unit="KB", at_most=32),
    ]


def look(browser: Client, path: str) -> tuple[int, float, bytes]:
    """Queries and median seconds of one look at the board, and its body."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    # a session in use is written every half minute: not during the look that is counted
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(path)
    if answer.status_code != 200:  # noqa: PLR2004
        raise RuntimeError(f"the board answered {answer.status_code}")
    return len(captured), median(seconds_of(browser, path) for _ in range(ROUNDS)), answer.content


def seconds_of(browser: Client, path: str) -> float:
    """One look, by the clock."""
    began = time.perf_counter()
    browser.get(path)
    return time.perf_counter() - began


def trainer_of(cohort: Cohort) -> Client:
    """A browser in which the trainer of the class is signed in with the second factor."""
    trainer, now = cohort.opened_by, timezone.now()
    session = SessionStore()
    session[SESSION_KEY] = str(trainer.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = trainer.get_session_auth_hash()
    open_staff_session(session, is_admin=False, now=now)
    session.save()
    browser = Client(HTTP_HOST="localhost")
    browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return browser


def pattern_of(cohort: Cohort) -> tuple[PersonCourse, list[PersonLesson]]:
    """The standing of the learner of the class who has done most, to be copied."""
    people = cohort.enrolments.values("person")
    course = PersonCourse.objects.filter(person__in=people, course=cohort.course)
    best = course.latest("lessons_done")
    return best, list(PersonLesson.objects.filter(person=best.person_id))


def add_learners(
    number: int, *, pattern: tuple[PersonCourse, list[PersonLesson]], cohort: Cohort | None
) -> None:
    """So many more people with that standing; of the first ones a class of 40 is filled up."""
    for start in range(0, number, CHUNK):
        people = Person.objects.bulk_create(
            Person(name=f"Người học {start + i}", birth_year=1960, created_at=timezone.now())
            for i in range(min(CHUNK, number - start))
        )
        give_standing(people, pattern)
        if cohort is not None:
            fill(cohort, people)


def give_standing(people: list[Person], pattern: tuple[PersonCourse, list[PersonLesson]]) -> None:
    """Copies of the pattern for these people."""
    course, lessons = pattern
    PersonCourse.objects.bulk_create(
        (copy_for(person, course) for person in people), batch_size=500
    )
    PersonLesson.objects.bulk_create(
        (copy_for(person, lesson) for person in people for lesson in lessons), batch_size=500
    )


def copy_for(person: Person, row: Row) -> Row:
    """The same row for somebody else."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in {"id", "person_id"}
    }
    return type(row)(person_id=person.pk, **values)


def fill(cohort: Cohort, people: list[Person]) -> None:
    """Enrol as many of these people as the class of 40 lacks."""
    lacking = CLASS - Enrolment.objects.live().filter(cohort=cohort).count()
    Enrolment.objects.bulk_create(
        Enrolment(
            cohort=cohort,
            person=person,
            edition_id=cohort.edition_id,
            joined_at=timezone.now(),
            added_by=person,
        )
        for person in people[: max(0, lacking)]
    )
