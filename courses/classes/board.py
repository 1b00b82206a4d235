"""The board of a class: who stands where, who needs help first. Page, API and print read this one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from courses.catalogue import queries as catalogue
from courses.classes.models import Cohort, Enrolment
from courses.progress import queries as progress
from courses.progress.queries import CourseStanding, LessonStanding
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.communes.folding import name_sort_key

if TYPE_CHECKING:
    from identity.accounts.models import Person as Viewer


@dataclass(frozen=True)
class Heading:
    """A lesson of the class's edition, as the column of the board names it."""

    id: UUID
    number: int
    title: str


@dataclass(frozen=True)
class BoardRow:
    """One learner against her own edition; `standing` is None while she is counted in nothing yet."""

    learner: Person
    standing: CourseStanding | None
    cells: tuple[LessonStanding | None, ...]
    lessons_total: int

    @property
    def lessons_done(self) -> int:
        """Required lessons done of her own edition."""
        return self.standing.lessons_done if self.standing else 0

    @property
    def percent(self) -> int:
        """As the learner's own page shows it; 0 before she has started."""
        return self.standing.percent if self.standing else 0

    @property
    def last_seen_at(self) -> dt.datetime | None:
        """Her newest fact in this course; None before she has started."""
        return self.standing.last_seen_at if self.standing else None

    @property
    def needs_help(self) -> bool:
        """Stuck or silent, and not finished."""
        return bool(self.standing and self.standing.needs_help)

    @property
    def is_finished(self) -> bool:
        """Whether she has completed the course, in whichever edition."""
        return bool(self.standing and self.standing.is_finished)


@dataclass(frozen=True)
class Board:
    """One class as of `as_of`; rows by name, those who need help also listed first."""

    cohort: Cohort
    as_of: dt.datetime
    headings: tuple[Heading, ...]
    rows: tuple[BoardRow, ...]
    removed: tuple[Enrolment, ...]

    @property
    def needing_help(self) -> tuple[BoardRow, ...]:
        """Who needs help, longest unseen first."""
        waiting = [row for row in self.rows if row.needs_help]
        return tuple(sorted(waiting, key=lambda row: row.last_seen_at or self.as_of))

    @property
    def finished(self) -> int:
        """How many have completed the course."""
        return sum(row.is_finished for row in self.rows)

    @property
    def started(self) -> int:
        """How many have done anything in it."""
        return sum(row.last_seen_at is not None for row in self.rows)


def read_board(cohort: Cohort, *, by: Viewer, now: dt.datetime) -> Board:
    """The board of a class the caller has been found to train; the look is written down first.

    The number of queries does not depend on how many learn here or in the whole city.
    """
    enrolments = list(
        Enrolment.objects.filter(cohort=cohort).select_related("person__kept").order_by("pk")
    )
    live = [row for row in enrolments if row.removed_at is None]
    people = list({row.person.as_kept.pk: row.person.as_kept for row in live}.values())
    removed = _last_removed(enrolments, present={person.pk for person in people})
    audit.record(
        act="class.board.seen",
        by=by,
        subjects=[person.pk for person in people] + [row.person.as_kept.pk for row in removed],
        commune=cohort.programme.commune.code,
        fields=("name", "progress"),
        reason="teaches_class",
        detail={"class": str(cohort.uuid)},
        now=now,
    )
    headings = _headings(cohort)
    standings = progress.standings([person.pk for person in people], cohort.course, now=now)
    rows = [_row(person, standings.get(person.pk), headings) for person in people]
    rows.sort(key=lambda row: name_sort_key(row.learner.name))
    return Board(cohort, now, headings, tuple(rows), removed)


def _headings(cohort: Cohort) -> tuple[Heading, ...]:
    edition = catalogue.editions(frozenset({cohort.edition_id}))[cohort.edition_id]
    required = [entry for entry in edition.lessons if entry.required]
    return tuple(
        Heading(entry.lesson, place, entry.title) for place, entry in enumerate(required, start=1)
    )


def _row(
    person: Person, standing: CourseStanding | None, headings: tuple[Heading, ...]
) -> BoardRow:
    lessons = {lesson.id: lesson for lesson in standing.lessons} if standing else {}
    return BoardRow(
        learner=person,
        standing=standing,
        cells=tuple(lessons.get(heading.id) for heading in headings),
        lessons_total=standing.lessons_total if standing else len(headings),
    )


def _last_removed(enrolments: Iterable[Enrolment], *, present: set[int]) -> tuple[Enrolment, ...]:
    """The last stay of everybody who was here and is not now, newest leaving first."""
    absent = [row for row in enrolments if row.person.as_kept.pk not in present]
    last = {row.person.as_kept.pk: row for row in absent}
    gone = [row for row in last.values() if row.removed_at is not None]
    return tuple(sorted(gone, key=lambda row: row.removed_at or row.joined_at, reverse=True))
