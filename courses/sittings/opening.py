"""Opening and closing sittings: the trainer's acts, one open sitting of a class at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from courses.classes.models import Cohort
from courses.classes.permissions import can_run
from courses.sittings import gains
from courses.sittings.codes import new_code
from courses.sittings.items import can_be_held
from courses.sittings.mending import withdraw_known
from courses.sittings.models import Sitting, Turn
from courses.sittings.offers import check_of, newest_release
from courses.sittings.pairedtest import PairedTest
from courses.sittings.refusals import SittingRefused
from courses.sittings.rules import (
    CHECK,
    CLOSED,
    FORM_A,
    FORM_B,
    OPEN,
    RESERVE,
    WINDOW,
    can_turn,
)
from courses.sittings.standing import Standing, sittings_of, standing
from identity.audit import actions as audit

if TYPE_CHECKING:
    from identity.accounts.models import Person


def open_paired(*, cohort: Cohort, moment: str, by: Person, now: dt.datetime) -> Sitting:
    """Open the test before or after for a class, or open it again; the forms stay those of the first time.

    Refusals (SittingRefused): not_yours, class_closed, no_forms, other_open, already_open.
    """
    with transaction.atomic():
        cohort = _run_by(by, cohort, now=now)
        known = sittings_of(cohort, now=now)
        _refuse_beside(known, moment)
        mine = next((each for each in known if each.sitting.moment == moment), None)
        sitting = mine.sitting if mine else _made_paired(cohort, moment, by=by, now=now)
        _turn(sitting, OPEN, by=by, now=now)
        _record("sitting.reopened" if mine else "sitting.opened", sitting, by=by, now=now)
    return sitting


def open_check(*, cohort: Cohort, by: Person, now: dt.datetime) -> Sitting:
    """Open a supervised check of the class's course, with a fresh code; the caller has checked her PIN.

    Refusals (SittingRefused): not_yours, class_closed, no_check, other_open.
    """
    with transaction.atomic():
        cohort = _run_by(by, cohort, now=now)
        _refuse_beside(sittings_of(cohort, now=now), CHECK)
        version = check_of(cohort.course)
        if version is None or not can_be_held(version.uuid):
            raise SittingRefused("no_check")
        sitting = Sitting.objects.create(
            cohort=cohort,
            moment=CHECK,
            check_version=version,
            reserve=newest_release(cohort.course, RESERVE),
            code=new_code(),
            made_at=now,
            made_by=by,
            ends_at=now + WINDOW,
        )
        _turn(sitting, OPEN, by=by, now=now)
        withdraw_known(sitting, by=by, now=now)
        _record("check.opened", sitting, by=by, now=now)
    return sitting


def close(*, sitting: Sitting, by: Person, now: dt.datetime) -> None:
    """Close a sitting; what was given before counts, also when it arrives a little later (rules.LATEST).

    Refusals (SittingRefused): not_yours, already_closed.
    """
    with transaction.atomic():
        cohort = _locked(sitting.cohort)
        if not can_run(by, cohort, now=now):
            raise SittingRefused("not_yours")
        found = standing(sitting, now=now)
        if not can_turn(sitting.moment, state=found.state, to=CLOSED):
            raise SittingRefused("already_closed")
        _turn(sitting, CLOSED, by=by, now=now)
        _record("check.closed" if sitting.is_check else "sitting.closed", sitting, by=by, now=now)
        if not sitting.is_check:
            gains.recount(cohort=cohort, now=now)


def _made_paired(cohort: Cohort, moment: str, *, by: Person, now: dt.datetime) -> Sitting:
    form_a, form_b = (newest_release(cohort.course, letter) for letter in (FORM_A, FORM_B))
    is_live = PairedTest.objects.filter(course__translation_key=cohort.course, live=True).exists()
    if form_a is None or form_b is None or not is_live:
        raise SittingRefused("no_forms")
    return Sitting.objects.create(
        cohort=cohort, moment=moment, form_a=form_a, form_b=form_b, made_at=now, made_by=by
    )


def _refuse_beside(known: Iterable[Standing], moment: str) -> None:
    for each in known:
        if each.is_open:
            same = each.sitting.moment == moment and moment != CHECK
            raise SittingRefused("already_open" if same else "other_open")


def _turn(sitting: Sitting, state: str, *, by: Person, now: dt.datetime) -> None:
    Turn.objects.create(sitting=sitting, state=state, at=now, by=by)


def _run_by(person: Person, cohort: Cohort, *, now: dt.datetime) -> Cohort:
    cohort = _locked(cohort)
    if not can_run(person, cohort, now=now):
        raise SittingRefused("not_yours")
    if cohort.closed_at is not None:
        raise SittingRefused("class_closed")
    return cohort


def _locked(cohort: Cohort) -> Cohort:
    found = Cohort.objects.select_for_update(of=("self",)).select_related("programme__commune")
    return found.get(pk=cohort.pk)


def _record(act: str, sitting: Sitting, *, by: Person, now: dt.datetime, **rest: Any) -> None:
    audit.record(
        act=act,
        by=by,
        commune=sitting.cohort.programme.commune.code,
        detail={"class": str(sitting.cohort.uuid), "sitting": str(sitting.uuid)},
        now=now,
        **rest,
    )
