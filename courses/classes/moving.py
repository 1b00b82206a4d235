"""What moving a class to the newest edition would do to each of its people, before it is done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from courses.catalogue import queries as catalogue
from courses.catalogue.frozen import Edition
from courses.classes.models import Cohort, Enrolment
from courses.progress import queries as progress
from courses.progress.queries import CourseStanding
from courses.progress.rules import percent
from identity.accounts.models import Person
from identity.communes.folding import name_sort_key


@dataclass(frozen=True)
class MoveRow:
    """One learner: percent now, and percent against the newest edition.

    Nobody falls: whoever would have a lower percent keeps the edition she is counted against.
    """

    learner: Person
    before: int
    after: int
    is_there_already: bool

    @property
    def moves(self) -> bool:
        """Whether the newest edition will count for her."""
        return not self.is_there_already and self.after >= self.before


@dataclass(frozen=True)
class MovePreview:
    """The newest edition, the lessons that are new in it, those that are gone, and everybody's row."""

    edition: Edition
    added: tuple[str, ...]
    removed: tuple[str, ...]
    rows: tuple[MoveRow, ...]

    @property
    def moving(self) -> int:
        """How many people will be counted against the newest edition from then on."""
        return sum(row.moves for row in self.rows)

    @property
    def staying(self) -> int:
        """How many keep their edition because their percent would fall."""
        return sum(not row.moves and not row.is_there_already for row in self.rows)


def has_newer_edition(cohort: Cohort) -> bool:
    """Whether the course has an edition after the one the class follows."""
    newest = catalogue.current_edition(cohort.course)
    return newest is not None and newest.id != cohort.edition_id


def move_preview(cohort: Cohort, *, now: dt.datetime) -> MovePreview | None:
    """The effect of moving the class to the newest edition; None when it follows that one already."""
    newest = catalogue.current_edition(cohort.course)
    if newest is None or newest.id == cohort.edition_id:
        return None
    followed = catalogue.editions(frozenset({cohort.edition_id}))[cohort.edition_id]
    live = Enrolment.objects.live().filter(cohort=cohort).select_related("person__kept")
    here = {row.person.as_kept.pk: row.person.as_kept for row in live}
    people = sorted(here.values(), key=lambda person: name_sort_key(person.name))
    standings = progress.standings([person.pk for person in people], cohort.course, now=now)
    return MovePreview(
        edition=newest,
        added=_titles_missing(newest, in_edition=followed),
        removed=_titles_missing(followed, in_edition=newest),
        rows=tuple(_row(person, standings.get(person.pk), newest) for person in people),
    )


def _row(person: Person, standing: CourseStanding | None, newest: Edition) -> MoveRow:
    if standing is None:
        return MoveRow(person, before=0, after=0, is_there_already=False)
    done = {lesson.id for lesson in standing.lessons if lesson.state == "done"}
    required = newest.required
    after = percent(done=sum(lesson in done for lesson in required), total=len(required))
    is_there = standing.edition == newest.uuid
    return MoveRow(person, before=standing.percent, after=after, is_there_already=is_there)


def _titles_missing(edition: Edition, *, in_edition: Edition) -> tuple[str, ...]:
    known = set(in_edition.required)
    return tuple(
        entry.title for entry in edition.lessons if entry.required and entry.lesson not in known
    )
