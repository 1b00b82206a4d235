"""Judges a reported event by itself: is it hers, is the lesson known, is the answer one at all.

Reads only what never changes (lesson versions and keys), so it is done before any lock is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from courses.progress import facts
from courses.progress.facts import Row
from courses.progress.fold import Fact
from courses.progress.grading import Grade, Paper, Sheet, UnknownVersion, grade, is_too_real, paper
from courses.progress.models import Kind
from courses.progress.reading import Reported, Unreadable
from courses.progress.rules import ANSWERS, LESSON_USES
from courses.progress.verdicts import LOOKS_REAL, Outcome, Verdict, rejected
from courses.questions.marking import BadAnswer


class Refused(Exception):
    """The event cannot be accepted; the argument is the reason's code."""


@dataclass(frozen=True, slots=True)
class Learner:
    """Whose facts these are: the row id and the names by which the outside knows her."""

    pk: int
    names: frozenset[UUID]


NOBODY = Learner(pk=0, names=frozenset())


@dataclass(frozen=True, slots=True)
class Judged:
    """An event that is acceptable by itself: its row to be stored, its fact, what to say about it."""

    event: Reported
    row: Row
    fact: Fact
    paper: Paper
    feedback: str


def judge(event: Reported | Unreadable, *, learner: Learner, now: datetime) -> Judged | Verdict:
    """The event as a fact, or the verdict that rejects it."""
    if isinstance(event, Unreadable):
        return rejected(event.sent_id, event.index, "bad_event", event.field)
    try:
        return judged(event, learner=learner, now=now)
    except Refused as refused:
        return rejected(event.sent_id, event.index, str(refused))


def judged(event: Reported, *, learner: Learner, now: datetime) -> Judged:
    """The event as a fact; raises Refused."""
    if event.learner is not None and event.learner not in learner.names:
        raise Refused("not_yours")
    known = paper_of(event)
    graded = grade_of(event, sheet_of(event, known)) if event.kind in facts.ITEM_KINDS else None
    if event.kind == Kind.POSITION:
        check_step(event, known)
    row = facts.row(event, person=learner.pk, mark=graded.mark if graded else None, now=now)
    return Judged(
        event=event,
        row=row,
        fact=facts.fact(row, known),
        paper=known,
        feedback=graded.feedback if graded else "",
    )


def paper_of(event: Reported) -> Paper:
    """The paper of the version named; it must be a version of the lesson named, and a lesson at all.

    What is asked in a sitting only is answered there: an attempt at it here would tell what is right.
    """
    try:
        known = paper(event.version)
    except UnknownVersion:
        raise Refused("unknown_lesson") from None
    if known.lesson != event.lesson or known.use not in LESSON_USES:
        raise Refused("unknown_lesson")
    return known


def sheet_of(event: Reported, known: Paper) -> Sheet:
    """The item named; an answer to a check must name its attempt."""
    sheet = known.sheets.get(event.item) if event.item else None
    if sheet is None:
        raise Refused("unknown_item")
    if sheet.is_check and event.attempt is None:
        raise Refused("attempt_missing")
    return sheet


def check_step(event: Reported, known: Paper) -> None:
    """A position is the id of a step of the version named."""
    if not isinstance(event.answer, str) or event.answer not in known.steps:
        raise Refused("bad_answer")


def grade_of(event: Reported, sheet: Sheet) -> Grade | None:
    """The grade of an answer; a step on the way is kept unmarked. What looks real is kept nowhere."""
    if is_too_real(sheet, event.answer):
        raise Refused(LOOKS_REAL)
    if event.kind not in ANSWERS:
        return None
    try:
        return grade(sheet, event.answer)
    except BadAnswer:
        raise Refused("bad_answer") from None


def spoken(each: Judged, outcome: Outcome, *, correct: bool | None, score: int | None) -> Verdict:
    """The verdict of an accepted event; an answer to a check says only that it is stored."""
    event = each.event
    if each.fact.is_check:
        return Verdict(id=event.sent_id, index=event.index, verdict=outcome)
    return Verdict(
        id=event.sent_id,
        index=event.index,
        verdict=outcome,
        correct=correct,
        score=score,
        feedback=each.feedback or None,
    )


def try_out(event: Reported | Unreadable, *, now: datetime) -> Verdict:
    """Mark the answer of somebody who is not signed in; nothing is stored, and a check is not marked."""
    each = judge(event, learner=NOBODY, now=now)
    if isinstance(each, Verdict):
        return each
    if each.paper.outline.checks:
        return rejected(each.event.sent_id, each.event.index, "signed_out")
    return spoken(each, "applied", correct=each.row.correct, score=each.row.score)
