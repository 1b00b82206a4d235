"""Beginning a paper and answering it: by the person herself, or by her trainer's hand for her."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from courses.classes.permissions import can_run
from courses.progress.models import Help
from courses.sittings import gains
from courses.sittings.items import Question, mark, questions_of
from courses.sittings.models import Sitting, SittingAnswer, SittingPaper
from courses.sittings.papers import is_in_class, letter_for, locked, newest_answers, paper_of
from courses.sittings.refusals import SittingRefused
from courses.sittings.rules import given_at, is_in_time
from courses.sittings.standing import Standing, standing
from identity.accounts.queries import kept_of
from identity.audit import actions as audit

if TYPE_CHECKING:
    from identity.accounts.models import Person


def begin(*, sitting: Sitting, person: Person, by: Person, now: dt.datetime) -> SittingPaper:
    """Give somebody her paper of a test before or after; beginning twice is beginning once.

    `by` is the person herself, or her trainer, on whose phone she does it.
    Refusals (SittingRefused): not_yours, not_in_class, closed.
    """
    person = kept_of(person)
    check_hand(sitting, person, by=by, now=now)
    found = paper_of(sitting, person)
    if found is not None:
        return found
    with transaction.atomic():
        if not is_in_class(sitting.cohort, person):
            raise SittingRefused("not_in_class")
        if not standing(sitting, now=now).is_open:
            raise SittingRefused("closed")
        paper, is_new = SittingPaper.objects.get_or_create(
            sitting=sitting,
            person=person,
            defaults={
                "letter": letter_for(sitting, person),
                "assigned_at": now,
                "assigned_by": by,
            },
        )
        if is_new:
            record("sitting.begun", paper, by=by, now=now)
    return paper


def answer(
    *,
    paper: SittingPaper,
    item: UUID,
    given: Any,
    waited: dt.timedelta,
    by: Person,
    now: dt.datetime,
) -> None:
    """Keep an answer of a test before or after; it may be changed until the last one is given.

    `waited` is how long it lay in the phone. Says nothing about right or wrong.
    Refusals (SittingRefused): not_yours, handed_in, not_asked, no_answer, closed, too_late.
    """
    check_hand(paper.sitting, paper.person.as_kept, by=by, now=now)
    with transaction.atomic():
        paper = locked(paper)
        asked, before = questions_of(paper), newest_answers(paper)
        if before.get(item) == given and item in before:
            return
        if all(question.item in before for question in asked):
            raise SittingRefused("handed_in")
        found = standing(paper.sitting, now=now)
        keep(paper, asked, found, item=item, given=given, waited=waited, by=by, now=now)
        if not found.is_open:
            gains.recount(cohort=paper.sitting.cohort, now=now)


def keep(
    paper: SittingPaper,
    asked: tuple[Question, ...],
    found: Standing,
    *,
    item: UUID,
    given: Any,
    waited: dt.timedelta,
    by: Person,
    now: dt.datetime,
) -> None:
    """Write an answer that is in time down with the server's mark."""
    question = next((each for each in asked if each.item == item), None)
    if question is None:
        raise SittingRefused("not_asked")
    moment = paper.sitting.moment
    at = given_at(moment=moment, received_at=now, waited=waited)
    if not is_in_time(moment=moment, given=at, received_at=now, closed_at=found.closed_at):
        raise SittingRefused("too_late")
    operated = is_operated(paper, by)
    SittingAnswer.objects.create(
        paper=paper,
        item=item,
        answer=given,
        score=mark(question, given),
        help=Help.OPERATED if operated else Help.ALONE,
        effective_at=at,
        received_at=now,
        by=by,
    )
    if operated:
        record("sitting.answer_operated", paper, by=by, now=now)


def check_hand(sitting: Sitting, person: Person, *, by: Person, now: dt.datetime) -> None:
    """A paper is in its person's hands or in those of a trainer of the class. Refusal: not_yours."""
    if kept_of(by).pk != person.pk and not can_run(by, sitting.cohort, now=now):
        raise SittingRefused("not_yours")


def is_operated(paper: SittingPaper, by: Person) -> bool:
    """Whether somebody else taps for her."""
    return kept_of(by).pk != paper.person.as_kept.pk


def record(act: str, paper: SittingPaper, *, by: Person, now: dt.datetime) -> None:
    """Write down what was done with somebody's paper."""
    sitting = paper.sitting
    audit.record(
        act=act,
        by=by,
        subjects=[paper.person.as_kept.pk],
        commune=sitting.cohort.programme.commune.code,
        detail={"class": str(sitting.cohort.uuid), "sitting": str(sitting.uuid)},
        now=now,
    )
