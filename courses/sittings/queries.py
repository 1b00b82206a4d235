"""Reading sittings: the forms of a course, what is open, and who passed under supervision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from courses.catalogue import queries as catalogue
from courses.catalogue.models import CurrentVersion, LessonVersion
from courses.classes.models import Cohort
from courses.sittings.models import ClassGain, FormRelease, SupervisedResult
from identity.accounts.queries import accounts_of


@dataclass(frozen=True, slots=True)
class SupervisedPass:
    """A course's check passed under a trainer's eyes: what a certificate may rest on."""

    course: UUID
    lesson: UUID
    version: UUID
    attempt: UUID
    score: int
    passed_at: datetime
    sitting: UUID
    supervised_by: UUID


def supervised_pass(person_id: int, course: UUID) -> SupervisedPass | None:
    """Her first pass of the course's check under supervision, under whichever of her accounts; or None."""
    rows = SupervisedResult.objects.filter(
        paper__person__in=accounts_of(person_id),
        paper__sitting__cohort__course=course,
        has_passed=True,
    ).select_related("paper__sitting", "version", "by")
    row = rows.order_by("at", "pk").first()
    if row is None:
        return None
    return SupervisedPass(
        course=course,
        lesson=row.version.lesson,
        version=row.version.uuid,
        attempt=row.attempt,
        score=row.score,
        passed_at=row.at,
        sitting=row.paper.sitting.uuid,
        supervised_by=row.by.uuid,
    )


def supervised_passes(person_id: int) -> list[SupervisedResult]:
    """Every supervised check she passed, newest first, once for each check. One query."""
    rows = SupervisedResult.objects.filter(
        paper__person__in=accounts_of(person_id), has_passed=True
    ).select_related("paper__sitting__cohort")
    return list({row.paper_id: row for row in rows.order_by("-pk")}.values())


def class_gain(cohort: Cohort) -> ClassGain | None:
    """What a class gained as a whole, counted when its test after was closed; None before. One query."""
    return ClassGain.objects.filter(cohort=cohort).first()


def check_of(course: UUID) -> LessonVersion | None:
    """The version of the course's check that the site shows now; None for a course without one."""
    edition = catalogue.current_edition(course)
    if edition is None:
        return None
    current = CurrentVersion.objects.select_related("version").filter(
        lesson__in=[entry.lesson for entry in edition.lessons],
        language=settings.LANGUAGE_CODE,
        version__use="check",
    )
    found = current.order_by("pk").first()
    return found.version if found else None


def newest_release(course: UUID, letter: str) -> FormRelease | None:
    """What a form of the course said when it was published last."""
    releases = FormRelease.objects.filter(course=course, letter=letter)
    return releases.select_related("version").order_by("-pk").first()
