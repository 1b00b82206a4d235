"""Every write to programmes: open one, change it, close it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.catalogue import queries as catalogue
from courses.programmes.models import Programme, ProgrammeCourse
from courses.programmes.permissions import can_manage
from identity.audit import actions as audit
from identity.refusal import ActRefused

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from identity.accounts.models import Person
    from identity.communes.models import Commune

LARGEST_TARGET = 100_000

REASONS: dict[str, Promise] = {
    "not_yours": _("This commune is not yours to manage."),
    "already_open": _("This commune has an open programme already. Close it first."),
    "closed": _("This programme is closed. Open a new one."),
    "period_backwards": _("The last day lies before the first day. Change one of the two."),
    "period_past": _("The last day lies in the past. Choose a later day."),
    "no_course": _("Choose at least one course."),
    "unknown_course": _("One of the courses is no longer on the site. Choose again."),
    "target_out_of_range": _("Write how many people should learn: a number from 1 to 100,000."),
}


class ProgrammeRefused(ActRefused):
    """A programme was not written."""

    reasons = REASONS


@dataclass(frozen=True)
class Plan:
    """What a manager decides about a programme. Both days belong to the period."""

    from_on: dt.date
    until_on: dt.date
    target_learners: int
    courses: tuple[UUID, ...]


def open_programme(*, commune: Commune, plan: Plan, by: Person, now: dt.datetime) -> Programme:
    """Open the programme of a commune; it can have one open programme at a time.

    Refusals (ProgrammeRefused): not_yours, already_open, and those of the plan.
    """
    if not can_manage(by, commune_id=commune.pk, now=now):
        raise ProgrammeRefused("not_yours")
    _check_plan(plan, known=frozenset())
    if plan.until_on < timezone.localdate(now):
        raise ProgrammeRefused("period_past")
    try:
        with transaction.atomic():
            programme = Programme.objects.create(
                commune=commune,
                from_on=plan.from_on,
                until_on=plan.until_on,
                target_learners=plan.target_learners,
                opened_by=by,
                opened_at=now,
            )
            _write_courses(programme, plan.courses)
            _record("programme.opened", programme, by=by, now=now)
    except IntegrityError as rival:
        raise ProgrammeRefused("already_open") from rival
    return programme


def change_programme(
    *, programme: Programme, plan: Plan, by: Person, now: dt.datetime
) -> Programme:
    """Change period, target or courses of an open programme; classes that run already go on.

    Refusals (ProgrammeRefused): not_yours, closed, and those of the plan.
    """
    with transaction.atomic():
        programme = _locked(programme, by=by, now=now)
        _check_plan(plan, known=frozenset(programme.courses.values_list("course", flat=True)))
        programme.from_on = plan.from_on
        programme.until_on = plan.until_on
        programme.target_learners = plan.target_learners
        programme.save(update_fields=["from_on", "until_on", "target_learners"])
        _write_courses(programme, plan.courses)
        _record("programme.changed", programme, by=by, now=now)
    return programme


def close_programme(*, programme: Programme, by: Person, now: dt.datetime) -> Programme:
    """Close a programme: no new class; its classes go on until their trainers close them.

    Refusals (ProgrammeRefused): not_yours, closed.
    """
    with transaction.atomic():
        programme = _locked(programme, by=by, now=now)
        programme.closed_at = now
        programme.closed_by = by
        programme.save(update_fields=["closed_at", "closed_by"])
        _record("programme.closed", programme, by=by, now=now)
    return programme


def _locked(programme: Programme, *, by: Person, now: dt.datetime) -> Programme:
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    if not can_manage(by, commune_id=programme.commune_id, now=now):
        raise ProgrammeRefused("not_yours")
    if programme.closed_at is not None:
        raise ProgrammeRefused("closed")
    return programme


def _check_plan(plan: Plan, *, known: frozenset[UUID]) -> None:
    """`known` courses may stay in a programme although they left the site since."""
    if plan.until_on < plan.from_on:
        raise ProgrammeRefused("period_backwards")
    if not 1 <= plan.target_learners <= LARGEST_TARGET:
        raise ProgrammeRefused("target_out_of_range")
    if not plan.courses:
        raise ProgrammeRefused("no_course")
    if any(
        course not in known and catalogue.current_edition(course) is None for course in plan.courses
    ):
        raise ProgrammeRefused("unknown_course")


def _write_courses(programme: Programme, courses: Sequence[UUID]) -> None:
    programme.courses.all().delete()
    ordered = dict.fromkeys(courses)
    ProgrammeCourse.objects.bulk_create(
        ProgrammeCourse(programme=programme, course=course, position=position)
        for position, course in enumerate(ordered)
    )


def _record(act: str, programme: Programme, *, by: Person, now: dt.datetime) -> None:
    detail = {"programme": str(programme.uuid)}
    audit.record(act=act, by=by, commune=programme.commune.code, detail=detail, now=now)
