"""What a certificate costs beside its bare page: issued, signed, read back, its QR square drawn, set."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence

from django.utils import timezone

from bench.figures import ROUNDS, Figure, ratio
from bench.site import memory_bytes
from courses.catalogue.models import CourseEdition, CurrentVersion
from courses.certificates import printing, queries
from courses.certificates.actions import issue_waiting
from courses.certificates.codes import new_code
from courses.certificates.earning import finished
from courses.certificates.tokens import sign_snapshot
from courses.progress.models import PersonCourse, PersonLesson
from identity.accounts.models import Person

CERTIFICATES, BATCH, WARM = 1_000, 25, 100


class Failed(Exception):
    """Somebody who has earned a certificate got none, so nothing was measured."""


def measure(*, port: int) -> list[Figure]:
    """Against the bare compile of pages of the same length, and memory while a thousand are made."""
    del port
    batches = in_batches(finish_a_course(CERTIFICATES))
    others = in_batches(finish_a_course(BATCH * (ROUNDS + 1)))
    costs = ratio(lambda: whole(next(batches)), lambda: bare(next(others)))
    begun = [row for _ in range(WARM // BATCH) for row in next(batches)]
    whole(begun)
    before = memory_bytes([os.getpid()])
    for batch in batches:
        whole(batch)
    return [
        Figure("certificate, CPU time of that of its bare page", costs, at_most=2),
        Figure(
            "memory after 1,000 certificates, of that after the first hundreds",
            memory_bytes([os.getpid()]) / before,
            at_most=1.1,
        ),
    ]


def in_batches(rows: list[PersonCourse]) -> Iterator[list[PersonCourse]]:
    """These people, so many at a time."""
    return (rows[at : at + BATCH] for at in range(0, len(rows), BATCH))


def whole(rows: Sequence[PersonCourse]) -> float:
    """CPU seconds in which these people get their certificates and each is printed as its page does."""
    began = time.process_time()
    made = issue_waiting(rows, by=None, now=timezone.now())
    for each in made:
        found = queries.by_code(each.code)
        if found is None:
            raise Failed
        printing.certificate_pdf(found.snapshot, token=found.bearer.token)
    if len(made) != len(rows):
        raise Failed
    return time.process_time() - began


def bare(rows: Sequence[PersonCourse]) -> float:
    """CPU seconds of the typesetting alone, for pages never set before: Typst remembers what it has seen."""
    sheets = list(fresh_sheets(rows))
    began = time.process_time()
    for told in sheets:
        printing.compiled(told)
    return time.process_time() - began


def fresh_sheets(rows: Sequence[PersonCourse]) -> Iterator[str]:
    """The pages of these people, under codes that were never used."""
    for each in finished(rows):
        snapshot = each.snapshot(code=new_code(), now=timezone.now())
        yield printing.sheet(snapshot, token=sign_snapshot(snapshot))


def finish_a_course(number: int) -> list[PersonCourse]:
    """So many people who have done every lesson of the newest course and passed its check."""
    now = timezone.now()
    edition = CourseEdition.objects.latest("pk")
    current = dict(CurrentVersion.objects.values_list("lesson", "version__uuid"))
    lessons = [each.lesson for each in edition.lessons.filter(required=True)]
    people = Person.objects.bulk_create(
        Person(name=f"Nguyễn Thị Người {number + n}", birth_year=1960, created_at=now)
        for n in range(number)
    )
    PersonLesson.objects.bulk_create(
        (standing(person, lesson, current[lesson]) for person in people for lesson in lessons),
        batch_size=500,
    )
    return PersonCourse.objects.bulk_create(
        (
            PersonCourse(
                person=person,
                course=edition.course,
                edition=edition,
                lessons_total=len(lessons),
                lessons_done=len(lessons),
                completed_at=now,
                completed_edition=edition,
            )
            for person in people
        ),
        batch_size=500,
    )


def standing(person: Person, lesson: object, version: object) -> PersonLesson:
    """A lesson done and passed."""
    now = timezone.now()
    return PersonLesson(
        person=person,
        lesson=lesson,
        state="{}",
        started_at=now,
        last_seen_at=now,
        done_at=now,
        done_version=version,
        passed_at=now,
        best_score=90,
    )
