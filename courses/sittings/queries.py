"""Reading sittings from outside: checks under supervision, and what a class gained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from courses.classes.models import Cohort
from courses.progress.grading import paper
from courses.progress.projection import stored_states
from courses.sittings.models import ClassGain, SupervisedResult
from identity.accounts.queries import accounts_of


@dataclass(frozen=True, slots=True)
class Supervised:
    """A course's check under a trainer's eyes; one that was passed is what a certificate may rest on."""

    course: UUID
    class_name: str
    lesson: UUID
    version: UUID
    attempt: UUID
    score: int
    has_passed: bool
    at: datetime
    sitting: UUID
    supervised_by: UUID


def supervised_pass(person_id: int, course: UUID) -> Supervised | None:
    """Her first pass of the course's check under supervision, under whichever of her accounts; or None."""
    every = supervised_checks(person_id)
    return next((each for each in every if each.has_passed and each.course == course), None)


def supervised_checks(person_id: int) -> list[Supervised]:
    """Every check she handed in under supervision, oldest first, once for each sitting. Three queries.

    One that was not passed is left out as soon as the course's check is passed in another sitting. A
    key corrected later lifts the result as it lifts the facts it rests on; nothing lowers it.
    """
    rows = SupervisedResult.objects.filter(paper__person__in=accounts_of(person_id))
    related = rows.select_related("paper__sitting__cohort", "version", "by").order_by("at", "pk")
    marked = _scores(person_id, list(related))
    read = [_read(row, score) for row, score in marked]
    passed = {each.sitting: each for each in reversed(read) if each.has_passed}
    over = {each.course for each in passed.values()}
    missed = {each.sitting: each for each in read if each.course not in over}
    return sorted([*passed.values(), *missed.values()], key=lambda each: each.at)


def _scores(person_id: int, rows: list[SupervisedResult]) -> Iterator[tuple[SupervisedResult, int]]:
    states = stored_states(person_id, {row.version.lesson for row in rows}) if rows else {}
    for row in rows:
        state = states.get(row.version.lesson)
        attempt = state.attempts.get(str(row.attempt)) if state else None
        checks = paper(row.version.uuid).outline.checks
        yield row, max(row.score, attempt.score(checks) if attempt else 0)


def _read(row: SupervisedResult, score: int) -> Supervised:
    cohort = row.paper.sitting.cohort
    return Supervised(
        course=cohort.course,
        class_name=cohort.name,
        lesson=row.version.lesson,
        version=row.version.uuid,
        attempt=row.attempt,
        score=score,
        has_passed=score >= row.version.pass_mark,
        at=row.at,
        sitting=row.paper.sitting.uuid,
        supervised_by=row.by.uuid,
    )


def class_gain(cohort: Cohort) -> ClassGain | None:
    """What a class gained as a whole, counted when its test after was closed; None before. One query."""
    return ClassGain.objects.filter(cohort=cohort).first()
