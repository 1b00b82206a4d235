"""The supervised check at its seats: who sits, who has been seen, who goes on, who hands in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import transaction

from courses.classes.permissions import can_run
from courses.sittings.answering import check_hand, is_operated, keep, record
from courses.sittings.codes import claim_try, is_code, return_try
from courses.sittings.items import asked_in
from courses.sittings.marking import mark_paper
from courses.sittings.models import SeatAct, Sitting, SittingPaper, SupervisedResult
from courses.sittings.papers import is_in_class, locked, newest_answers, paper_of
from courses.sittings.refusals import SittingRefused
from courses.sittings.rules import (
    ALLOWED,
    ASKED,
    BEGUN,
    HAND_IN_FOR,
    HANDED_IN,
    IDENTIFIED,
    KNOWN_BY,
    SEATED,
    Act,
    Candidate,
    can_act,
    may_resume,
    seat,
)
from courses.sittings.standing import standing
from identity.accounts.queries import kept_of

if TYPE_CHECKING:
    from identity.accounts.models import Person

UNDER_WAY = frozenset({BEGUN, ASKED})


def take_seat(*, sitting: Sitting, code: str, by: Person, now: dt.datetime) -> SittingPaper:
    """Sit down with the code of the check; sitting down twice is sitting down once.

    Five wrong codes of a person are looked at, however they arrive.
    Refusals (SittingRefused): not_in_class, closed, codes_used_up, wrong_code.
    """
    person = kept_of(by)
    if not is_in_class(sitting.cohort, person):
        raise SittingRefused("not_in_class")
    _refuse_closed(sitting, now=now)
    if not claim_try(sitting=sitting, person=person):
        raise SittingRefused("codes_used_up")
    if not is_code(code, sitting=sitting):
        raise SittingRefused("wrong_code")
    return_try(sitting=sitting, person=person)
    with transaction.atomic():
        return _seated(sitting, person, by=by, now=now)


def seat_candidate(
    *, sitting: Sitting, person: Person, by: Person, now: dt.datetime
) -> SittingPaper:
    """The trainer seats somebody herself, without the code. Refusals: not_yours, closed, not_in_class."""
    person = kept_of(person)
    if not can_run(by, sitting.cohort, now=now):
        raise SittingRefused("not_yours")
    with transaction.atomic():
        _refuse_closed(sitting, now=now)
        if not is_in_class(sitting.cohort, person):
            raise SittingRefused("not_in_class")
        paper = _seated(sitting, person, by=by, now=now)
        record("check.seated", paper, by=by, now=now)
    return paper


def identify(*, paper: SittingPaper, known_by: str, by: Person, now: dt.datetime) -> None:
    """The trainer has seen who sits there; from then on the questions are given.

    Nobody vouches for herself: a trainer who learns in her own class is seen by another one.
    Refusals (SittingRefused): not_yours, own_seat, closed, seen_already.
    """
    if known_by not in KNOWN_BY:
        raise SittingRefused("seen_already")
    with transaction.atomic():
        paper = _run_by(by, paper, now=now)
        _refuse_closed(paper.sitting, now=now)
        _act(paper, IDENTIFIED, {"known_by": known_by}, by=by, now=now)
        record("check.identified", paper, by=by, now=now)


def begin(*, paper: SittingPaper, session: str, by: Person, now: dt.datetime) -> str:
    """Open the questions in this browser and in no other; returns the ticket its pages carry.

    `session` stands for the browser. Refusals (SittingRefused): not_yours, closed, not_identified,
    elsewhere, handed_in.
    """
    check_hand(paper.sitting, paper.person.as_kept, by=by, now=now)
    with transaction.atomic():
        paper = locked(paper)
        _refuse_closed(paper.sitting, now=now)
        found = candidate(paper)
        if not can_act(found.state, BEGUN):
            raise SittingRefused(_why_not_begun(found.state))
        ticket = uuid4().hex
        _act(paper, BEGUN, {"ticket": ticket, "session": session}, by=by, now=now)
        if is_operated(paper, by):
            record("sitting.begun", paper, by=by, now=now)
    return ticket


def ask_to_resume(*, paper: SittingPaper, by: Person, now: dt.datetime) -> None:
    """Somebody whose phone stopped asks to go on. Refusals: closed, no_more_resumes, seen_already."""
    with transaction.atomic():
        paper = locked(paper)
        _refuse_closed(paper.sitting, now=now)
        found = candidate(paper)
        if not may_resume(found.resumes):
            raise SittingRefused("no_more_resumes")
        if found.state == ASKED:
            return
        _act(paper, ASKED, {}, by=by, now=now)


def allow_resume(*, paper: SittingPaper, by: Person, now: dt.datetime) -> None:
    """The trainer lets somebody go on whose phone stopped: twice at most, and never after the end.

    Refusals (SittingRefused): not_yours, own_seat, closed, no_more_resumes, seen_already.
    """
    with transaction.atomic():
        paper = _run_by(by, paper, now=now)
        _refuse_closed(paper.sitting, now=now)
        if not may_resume(candidate(paper).resumes):
            raise SittingRefused("no_more_resumes")
        _act(paper, ALLOWED, {}, by=by, now=now)
        record("check.resume_allowed", paper, by=by, now=now)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody answers from: the ticket in the address of her page, and her browser."""

    ticket: str
    session: str


def answer(
    *,
    paper: SittingPaper,
    place: Place,
    item: UUID,
    given: Any,
    waited: dt.timedelta,
    by: Person,
    now: dt.datetime,
) -> None:
    """Keep an answer of a supervised check; it may be changed until it is handed in or the check ends.

    What arrives in the two minutes after the end fills a place left empty; it changes nothing.
    Refusals (SittingRefused): not_yours, not_identified, elsewhere, handed_in, not_asked, no_answer,
    too_late.
    """
    check_hand(paper.sitting, paper.person.as_kept, by=by, now=now)
    with transaction.atomic():
        paper = locked(paper)
        check_place(paper, place, by=by)
        before = newest_answers(paper)
        if item in before and before[item] == given:
            return
        found = standing(paper.sitting, now=now)
        if item in before and not found.is_open:
            raise SittingRefused("too_late")
        asked = asked_in(paper.sitting)
        keep(paper, asked, found, item=item, given=given, waited=waited, by=by, now=now)


def hand_in(
    *, paper: SittingPaper, place: Place, by: Person, now: dt.datetime
) -> SupervisedResult | None:
    """Hand the check in, once; its answers become facts and the result is kept beside them.

    Up to a quarter of an hour after the end: no answer can be changed any more by then.
    Refusals (SittingRefused): not_yours, elsewhere, handed_in, too_late, not_all_answered,
    too_many_attempts.
    """
    check_hand(paper.sitting, paper.person.as_kept, by=by, now=now)
    with transaction.atomic():
        # a question is taken out before a paper is handed in or after it, never at the same time
        Sitting.objects.select_for_update().get(pk=paper.sitting_id)
        paper = locked(paper)
        check_place(paper, place, by=by)
        closed_at = standing(paper.sitting, now=now).closed_at
        if closed_at is not None and now > closed_at + HAND_IN_FOR:
            raise SittingRefused("too_late")
        if {question.item for question in asked_in(paper.sitting)} - newest_answers(paper).keys():
            raise SittingRefused("not_all_answered")
        _act(paper, HANDED_IN, {}, by=by, now=now)
        result = mark_paper(paper=paper, by=_seen_by(paper), now=now)
        if is_operated(paper, by):
            record("check.handed_in", paper, by=by, now=now)
    return result


def candidate(paper: SittingPaper) -> Candidate:
    """How a seat stands. One query."""
    acts = SeatAct.objects.filter(paper=paper).order_by("pk")
    return seat([Act(act.kind, act.detail) for act in acts])


def check_place(paper: SittingPaper, place: Place, *, by: Person) -> None:
    """Refuse a page that is not the one the check goes on in; a trainer's own hand needs no ticket.

    Refusals (SittingRefused): not_identified, elsewhere, handed_in.
    """
    found = candidate(paper)
    if found.state not in UNDER_WAY:
        raise SittingRefused(_why_not_begun(found.state))
    if is_operated(paper, by):
        if found.session:
            raise SittingRefused("elsewhere")
    elif (found.ticket, found.session) != (place.ticket, place.session):
        raise SittingRefused("elsewhere")


def _why_not_begun(state: str) -> str:
    if state == HANDED_IN:
        return "handed_in"
    return "elsewhere" if state in {BEGUN, ASKED, ALLOWED} else "not_identified"


def _seen_by(paper: SittingPaper) -> Person:
    """The trainer who said who sits there: she answers for the result, whoever opened the check."""
    acts = SeatAct.objects.filter(paper=paper, kind=IDENTIFIED).select_related("by")
    return acts.latest("pk").by


def _seated(sitting: Sitting, person: Person, *, by: Person, now: dt.datetime) -> SittingPaper:
    found = paper_of(sitting, person)
    if found is not None:
        return found
    paper, is_new = SittingPaper.objects.get_or_create(
        sitting=sitting, person=person, defaults={"assigned_at": now, "assigned_by": by}
    )
    if is_new:
        _act(paper, SEATED, {}, by=by, now=now)
    return paper


def _act(
    paper: SittingPaper, kind: str, detail: dict[str, str], *, by: Person, now: dt.datetime
) -> None:
    """Write what happens next at a seat; two taps at once take turns on the paper's lock."""
    if not can_act(candidate(paper).state, kind):
        raise SittingRefused("seen_already")
    SeatAct.objects.create(paper=paper, kind=kind, detail=detail, at=now, by=by)


def _refuse_closed(sitting: Sitting, *, now: dt.datetime) -> None:
    if not standing(sitting, now=now).is_open:
        raise SittingRefused("closed")


def _run_by(person: Person, paper: SittingPaper, *, now: dt.datetime) -> SittingPaper:
    paper = locked(paper)
    if not can_run(person, paper.sitting.cohort, now=now):
        raise SittingRefused("not_yours")
    if not is_operated(paper, person):
        raise SittingRefused("own_seat")
    return paper
