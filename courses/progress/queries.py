"""Where learners stand: one computation for the learner's own page, the API, the board and the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from courses.catalogue import queries as catalogue
from courses.catalogue.body import CHECK
from courses.catalogue.frozen import Edition
from courses.catalogue.models import CourseEdition
from courses.catalogue.news import News, news_since
from courses.progress.models import PersonCourse, PersonLesson
from courses.progress.projection import stored_states
from courses.progress.rules import is_finished, needs_help


@dataclass(frozen=True, slots=True)
class LessonStanding:
    """One lesson of a course for one person; `is_new` when it came after her edition.

    Only the required lessons of her edition count.
    """

    id: UUID
    title: str
    is_new: bool
    is_required: bool
    state: Literal["new", "started", "done"]
    best_score: int | None
    position: UUID | None
    done_at: datetime | None
    passed_at: datetime | None
    done_version: UUID | None = None

    @property
    def is_to_repeat(self) -> bool:
        """A check she has handed in and not passed yet: done, but no certificate rests on it."""
        if self.done_version is None or self.passed_at is not None:
            return False
        version = catalogue.frozen_version(self.done_version)
        return version is not None and version.use == CHECK


@dataclass(frozen=True, slots=True)
class Listed:
    """A lesson as an edition lists it, seen from the edition she follows."""

    title: str
    is_new: bool
    is_required: bool


@dataclass(frozen=True, slots=True)
class CourseStanding:
    """One course for one person, counted against her edition; the lessons in their order."""

    person: int
    course: UUID
    edition: UUID
    edition_number: int
    title: str
    lessons_total: int
    lessons_done: int
    percent: int
    completed_at: datetime | None
    last_seen_at: datetime | None
    needs_help: bool
    lessons: tuple[LessonStanding, ...]

    @property
    def is_finished(self) -> bool:
        """Whether she has completed the course, in whichever edition."""
        return is_finished(self.completed_at)


def standing(person_id: int, *, now: datetime) -> list[CourseStanding]:
    """Every course the person is counted in, oldest first. Three queries."""
    return read(PersonCourse.objects.filter(person=person_id).order_by("pk"), now=now)


def standings(
    person_ids: Collection[int], course: UUID, *, now: datetime
) -> dict[int, CourseStanding]:
    """One course for each of these people who is counted in it. Three queries, whatever the class."""
    rows = PersonCourse.objects.filter(person__in=list(person_ids), course=course)
    return {each.person: each for each in read(rows, now=now)}


def news_of(standings: Iterable[CourseStanding]) -> dict[UUID, News]:
    """What came to the lessons she is done with, by lesson; none of it is required of her. One query."""
    lessons = [lesson for each in standings for lesson in each.lessons]
    return news_since({each.id: each.done_version for each in lessons if each.done_version})


def open_attempt(person_id: int, lesson: UUID) -> UUID | None:
    """The try at a check that she has begun and not handed in, the newest if there are several."""
    state = stored_states(person_id, [lesson]).get(lesson)
    attempts = state.attempts.items() if state else ()
    begun = [(max(a.answers.values()), name) for name, a in attempts if a.answers and not a.closed]
    return UUID(max(begun)[1]) if begun else None


def read(counted: Iterable[PersonCourse], *, now: datetime) -> list[CourseStanding]:
    """The standings of these counts."""
    rows = list(counted)
    editions, newest = editions_of(rows)
    lists = {row.pk: listed(editions[row.edition_id], newest[row.course]) for row in rows}
    touched = touched_lessons(
        {row.person_id for row in rows}, {lesson for each in lists.values() for lesson in each}
    )
    return [
        course_standing(
            row, editions[row.edition_id], lists[row.pk], touched.get(row.person_id, {}), now=now
        )
        for row in rows
    ]


def editions_of(rows: Iterable[PersonCourse]) -> tuple[dict[int, Edition], dict[UUID, Edition]]:
    """The editions these people follow by row id, and the newest edition of each course."""
    courses = {row.course for row in rows}
    known = CourseEdition.objects.filter(course__in=courses).order_by("number")
    uuids = list(known.values_list("pk", "uuid", "course"))
    newest = {course: uuid for _, uuid, course in uuids}
    followed = {row.edition_id for row in rows}
    editions = {
        pk: found for pk, uuid, _ in uuids if pk in followed and (found := catalogue.edition(uuid))
    }
    latest = {
        course: found for course, uuid in newest.items() if (found := catalogue.edition(uuid))
    }
    return editions, latest


def listed(followed: Edition, newest: Edition) -> dict[UUID, Listed]:
    """The lessons of her edition, then those that came after it."""
    lessons = {e.lesson: Listed(e.title, False, e.required) for e in followed.lessons}
    later = {e.lesson: Listed(e.title, True, False) for e in newest.lessons}
    return {**lessons, **{lesson: each for lesson, each in later.items() if lesson not in lessons}}


def touched_lessons(
    people: Collection[int], lessons: Collection[UUID]
) -> dict[int, dict[UUID, PersonLesson]]:
    """The projected rows of these people and lessons, without the fold's own state."""
    rows = PersonLesson.objects.defer("state").filter(person__in=people, lesson__in=lessons)
    found: dict[int, dict[UUID, PersonLesson]] = {}
    for row in rows:
        found.setdefault(row.person_id, {})[row.lesson] = row
    return found


def course_standing(
    row: PersonCourse,
    edition: Edition,
    lessons: Mapping[UUID, Listed],
    touched: Mapping[UUID, PersonLesson],
    *,
    now: datetime,
) -> CourseStanding:
    """One person in one course."""
    last_seen = max(
        (each.last_seen_at for each in touched.values() if each.lesson in lessons), default=None
    )
    is_stuck = any(each.is_stuck for each in touched.values() if each.lesson in lessons)
    return CourseStanding(
        person=row.person_id,
        course=row.course,
        edition=edition.uuid,
        edition_number=edition.number,
        title=edition.title,
        lessons_total=row.lessons_total,
        lessons_done=row.lessons_done,
        percent=row.percent,
        completed_at=row.completed_at,
        last_seen_at=last_seen,
        needs_help=needs_help(
            is_stuck=is_stuck, is_finished=row.is_finished, last_seen_at=last_seen, now=now
        ),
        lessons=tuple(
            lesson_standing(lesson, each, touched.get(lesson)) for lesson, each in lessons.items()
        ),
    )


def lesson_standing(lesson: UUID, each: Listed, row: PersonLesson | None) -> LessonStanding:
    """One person in one lesson; no row means that she has not opened it."""
    state: Literal["new", "started", "done"] = "new"
    if row is not None:
        state = "done" if row.done_at else "started"
    return LessonStanding(
        id=lesson,
        title=each.title,
        is_new=each.is_new,
        is_required=each.is_required,
        state=state,
        best_score=row.best_score if row else None,
        position=row.position if row else None,
        done_at=row.done_at if row else None,
        passed_at=row.passed_at if row else None,
        done_version=row.done_version if row else None,
    )
