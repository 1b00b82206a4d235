"""What marking answers anew costs for each answer, and in memory, as their number grows tenfold."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from uuid import UUID, uuid4

from django.utils import timezone

from bench.figures import Figure
from bench.site import memory_bytes
from courses.catalogue.lineage import VersionChange
from courses.catalogue.models import AnswerKey, LessonVersion
from courses.progress.models import Event, PersonLesson
from courses.regrading import actions as regrading
from courses.regrading import working
from courses.regrading.models import Regrade
from identity.accounts.models import Person

FEW, MANY, TRIES = 10_000, 100_000, 5
CHUNK, LOOKS_EVERY = 2_000, 20
ITEM, CHOICES = uuid4(), (str(uuid4()), str(uuid4()))


def measure(*, port: int) -> list[Figure]:
    """A corrected key over 10,000 and over 100,000 answers: trial run and run, of one installation."""
    del port
    few_seconds, few_bytes = regraded(FEW)
    many_seconds, many_bytes = regraded(MANY)
    return [
        Figure(
            "regrade, time for an answer of 100,000 of that of 10,000",
            (many_seconds / MANY) / (few_seconds / FEW),
            at_most=1.3,
        ),
        Figure(
            "regrade, most memory over 100,000 answers of that over 10,000",
            many_bytes / few_bytes,
            at_most=1.1,
        ),
    ]


def regraded(answers: int) -> tuple[float, int]:
    """Seconds and most bytes of the trial run and the run over so many answers, all wrong by the old key."""
    moderator = Person.objects.create(name="Chị Mai", birth_year=1985, created_at=timezone.now())
    row = regrading.correct_key(version=lesson_with(answers), by=moderator, now=timezone.now())
    began = time.perf_counter()
    most = worked_off(row)
    regrading.confirm(regrade=row.uuid, by=moderator, now=timezone.now())
    most = max(most, worked_off(row))
    seconds = time.perf_counter() - began
    row.refresh_from_db()
    if row.answers_changed != answers:
        raise RuntimeError(f"{row.answers_changed} of {answers} answers were corrected")
    return seconds, most


def worked_off(row: Regrade) -> int:
    """Go through everybody; the most bytes this process took meanwhile."""
    most, batches = 0, 0
    while working.work(regrade=row.uuid, now=timezone.now()):
        batches += 1
        if batches % LOOKS_EVERY == 0:
            most = max(most, memory_bytes([os.getpid()]))
    return most


def lesson_with(answers: int) -> UUID:
    """A lesson whose second version corrects the key, after so many wrong answers to the first one."""
    lesson, now = uuid4(), timezone.now()
    first, second = (version(lesson, number, right=CHOICES[number - 1]) for number in (1, 2))
    VersionChange.objects.create(
        version=second, previous=first, kind="key", is_chosen=True, rekeyed=[str(ITEM)], at=now
    )
    waiting = learners(answers // TRIES)
    while people := list(islice(waiting, CHUNK // TRIES)):
        made = Person.objects.bulk_create(people)
        Event.objects.bulk_create(answer(each, first) for each in made for _ in range(TRIES))
        PersonLesson.objects.bulk_create(standing(each, lesson) for each in made)
    return second.uuid


def version(lesson: UUID, number: int, *, right: str) -> LessonVersion:
    """One version of a lesson with one question of two choices."""
    shown = {"id": str(ITEM), "kind": "single", "use": "practice", "text": "Câu thử"}
    row = LessonVersion.objects.create(
        lesson=lesson,
        language="vi",
        number=number,
        title="Bài thử",
        use="practice",
        pass_mark=80,
        minutes=5,
        framework=[],
        body=[],
        items=[shown | {"choices": [{"id": each, "text": "Chọn"} for each in CHOICES]}],
        steps=[str(ITEM)],
        digest="",
        frozen_at=timezone.now(),
    )
    key = {"kind": "single", "correct": [right]}
    AnswerKey.objects.create(version=row, item=ITEM, key=key, feedback={"said": {}})
    return row


def learners(number: int) -> Iterator[Person]:
    """So many people, not stored yet."""
    now = timezone.now()
    for place in range(number):
        yield Person(name=f"Nguyễn Thị Người {place}", birth_year=1960, created_at=now)


def answer(person: Person, first: LessonVersion) -> Event:
    """What was right all along and marked as wrong."""
    now = timezone.now() - timedelta(days=1)
    return Event(
        person=person,
        device=uuid4(),
        seq=1,
        kind="question.answered",
        lesson=first.lesson,
        version=first.uuid,
        item=ITEM,
        answer=CHOICES[1],
        device_time=now.isoformat(),
        effective_at=now,
        received_at=now,
        digest="",
        correct=False,
        score=0,
    )


def standing(person: Person, lesson: UUID) -> PersonLesson:
    """That she has begun it."""
    now = timezone.now()
    return PersonLesson(
        person=person, lesson=lesson, state="{}", started_at=now, last_seen_at=now, best_score=0
    )
