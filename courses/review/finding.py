"""Which modules people have done, and which questions of them can be asked again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from courses.catalogue import queries as catalogue
from courses.catalogue.frozen import Edition, EditionEntry
from courses.progress.models import PersonCourse, PersonLesson
from courses.questions.asking import ASKABLE
from courses.review.rules import Candidate


@dataclass(frozen=True, slots=True)
class DoneModule:
    """A module all of whose required lessons a person has done, and when the last of them was."""

    person: int
    course: UUID
    module: UUID
    title: str
    done_at: datetime


def done_modules(person_ids: Collection[int]) -> list[DoneModule]:
    """The modules these people have done, in the editions they are counted against. Three queries."""
    rows = PersonCourse.objects.filter(person__in=person_ids)
    counted = list(rows.values_list("person", "edition"))
    editions = catalogue.editions(frozenset(edition for _, edition in counted))
    done = _lessons_done(person_ids)
    return [
        found
        for person, edition in counted
        for found in modules_done(person, editions[edition], done.get(person, {}))
    ]


def candidates(course: UUID, module: UUID) -> list[Candidate]:
    """The practice questions of a module's lessons as they stand on the site now, in their order.

    Of the newest edition; a question that was taken back, and one that needs more than choosing, is
    left out.
    """
    edition = catalogue.current_edition(course)
    entries = [each for each in edition.lessons if each.module == module] if edition else []
    return [candidate for entry in entries for candidate in _of_lesson(entry.lesson)]


def modules_done(
    person: int, edition: Edition, done: Mapping[UUID, datetime]
) -> Iterator[DoneModule]:
    """The modules of an edition whose required lessons are all among those done, with the last hour."""
    required: dict[UUID, list[EditionEntry]] = {}
    for entry in edition.lessons:
        if entry.required:
            required.setdefault(entry.module, []).append(entry)
    for module, entries in required.items():
        times = [done[entry.lesson] for entry in entries if entry.lesson in done]
        if len(times) == len(entries):
            yield DoneModule(person, edition.course, module, entries[0].module_title, max(times))


def _of_lesson(lesson: UUID) -> Iterator[Candidate]:
    version = catalogue.current_version(lesson)
    frozen = catalogue.frozen_version(version) if version else None
    if frozen is None:
        return
    withdrawn = catalogue.withdrawn_items(lesson)
    for item in frozen.items:
        if item.use == "practice" and item.kind in ASKABLE and item.id not in withdrawn:
            yield Candidate(lesson, frozen.version, item.id)


def _lessons_done(person_ids: Collection[int]) -> dict[int, dict[UUID, datetime]]:
    rows = PersonLesson.objects.filter(person__in=person_ids, done_at__isnull=False)
    done: dict[int, dict[UUID, datetime]] = {}
    for person, lesson, at in rows.values_list("person", "lesson", "done_at"):
        if at is not None:
            done.setdefault(person, {})[lesson] = at
    return done
