"""Where a person stands in a course: the edition she is counted against, and what she has done of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from courses.catalogue import queries as catalogue
from courses.catalogue.frozen import Edition
from courses.progress.models import Event, LearnerEdition, PersonCourse, PersonLesson
from courses.progress.rules import Following, completion, count_done
from identity.accounts.queries import accounts_of


def recount(person: int, *, begun: Collection[UUID], done: Collection[UUID], now: datetime) -> None:
    """Bring the courses of lessons just begun or just done up to date.

    Today's edition of a course counts from her first fact in one of its lessons on.
    """
    if not begun and not done:
        return
    followed = followed_courses(person)
    courses = {course for lesson in {*begun, *done} for course in catalogue.courses_of(lesson)}
    for course in courses - followed:
        edition = catalogue.current_edition(course)
        if edition and any(entry.lesson in begun for entry in edition.lessons):
            follow(person, edition, reason=LearnerEdition.Reason.STARTED, at=now)
    refresh_courses(person, courses)


def followed_courses(person: int) -> frozenset[UUID]:
    """The courses she is counted in."""
    rows = LearnerEdition.objects.filter(person__in=accounts_of(person))
    return frozenset(rows.values_list("course", flat=True))


def follow(person: int, edition: Edition, *, reason: str, at: datetime) -> None:
    """From now on this edition counts for her."""
    LearnerEdition.objects.create(
        person_id=person, course=edition.course, edition_id=edition.id, reason=reason, at=at
    )


def follow_alone(person: int, *, beside: int, now: datetime) -> None:
    """Two accounts were parted: what this one began while they were one is counted by itself too.

    Against the edition that counted for both then.
    """
    decided = LearnerEdition.objects.filter(person=person).values("course")
    begun = Event.objects.filter(person=person).values_list("lesson", flat=True).distinct()
    courses = {course for lesson in begun.order_by() for course in catalogue.courses_of(lesson)}
    theirs = LearnerEdition.objects.filter(person=beside, course__in=courses)
    shared = dict(
        theirs.exclude(course__in=decided).order_by("pk").values_list("course", "edition")
    )
    for edition in catalogue.editions(frozenset(shared.values())).values():
        follow(person, edition, reason=LearnerEdition.Reason.STARTED, at=now)


def refresh_courses(person: int, courses: Iterable[UUID]) -> None:
    """Count these courses anew from the editions she follows and the lessons she has done."""
    followed = followings(person, courses)
    done_at = lessons_done(person, followed)
    PersonCourse.objects.bulk_create(
        [counted(person, course, line, done_at) for course, line in followed.items()],
        update_conflicts=True,
        unique_fields=("person", "course"),
        update_fields=(
            "edition",
            "lessons_total",
            "lessons_done",
            "completed_at",
            "completed_edition",
        ),
    )


def followings(person: int, courses: Iterable[UUID]) -> dict[UUID, list[Following]]:
    """The editions she was counted against in each course, oldest first."""
    hers = LearnerEdition.objects.filter(person__in=accounts_of(person), course__in=list(courses))
    chosen = list(hers.order_by("pk").values_list("course", "edition_id", "at", "person_id"))
    editions = catalogue.editions(frozenset(edition for _, edition, _, _ in chosen))
    lines: dict[UUID, list[Following]] = {}
    for course, edition, at, account in chosen:
        following = Following(edition, editions[edition].required, at, account)
        lines.setdefault(course, []).append(following)
    return lines


def lessons_done(person: int, followed: Mapping[UUID, Iterable[Following]]) -> dict[UUID, datetime]:
    """When she finished each lesson of those editions."""
    lessons = {each for line in followed.values() for one in line for each in one.lessons}
    rows = PersonLesson.objects.filter(person=person, lesson__in=lessons, done_at__isnull=False)
    return {lesson: at for lesson, at in rows.values_list("lesson", "done_at") if at}


def counted(
    person: int, course: UUID, line: list[Following], done_at: Mapping[UUID, datetime]
) -> PersonCourse:
    """The row of a course; the newest edition counts, a completion names its own."""
    completed = completion(line, done_at)
    current = line[-1]
    return PersonCourse(
        person_id=person,
        course=course,
        edition_id=current.edition,
        lessons_total=len(current.lessons),
        lessons_done=count_done(current.lessons, done_at),
        completed_at=completed.at if completed else None,
        completed_edition_id=completed.edition if completed else None,
    )
