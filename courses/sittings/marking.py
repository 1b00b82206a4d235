"""Marking a supervised paper: its answers become facts of the event log, and a result beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from courses.catalogue.models import LessonVersion
from courses.progress import actions as progress
from courses.progress.models import Kind
from courses.progress.reading import Reported, Unreadable, read_event
from courses.sittings.composing import held_version
from courses.sittings.items import asked_in
from courses.sittings.models import SittingAnswer, SittingPaper, SupervisedResult
from courses.sittings.refusals import SittingRefused

if TYPE_CHECKING:
    from identity.accounts.models import Person


def mark_paper(*, paper: SittingPaper, by: Person, now: dt.datetime) -> SupervisedResult | None:
    """Record the answers as facts of the check and keep the result; part of the caller's transaction.

    Only what is asked now and was answered counts, so a question taken out afterwards costs nobody
    anything. The facts have ids made of the paper and the version: marking again is marking once.
    None when nothing changed or nothing is left. Refusal (SittingRefused): too_many_attempts.
    """
    given = _newest(paper)
    questions = [question for question in asked_in(paper.sitting) if question.item in given]
    if not questions:
        return None
    version = held_version(paper.sitting, questions, now=now)
    attempt = uuid5(paper.uuid, str(version.uuid))
    if SupervisedResult.objects.filter(attempt=attempt).exists():
        return None
    answers = [given[question.item] for question in questions]
    events = list(_events(paper, version, attempt, answers, now=now))
    verdict = progress.record(events=events, by=paper.person.as_kept, now=now)[-1]
    if verdict.score is None or verdict.correct is None:
        raise SittingRefused("too_many_attempts")
    return SupervisedResult.objects.create(
        paper=paper,
        version=version,
        attempt=attempt,
        score=verdict.score,
        has_passed=verdict.correct,
        at=now,
        by=by,
    )


def _newest(paper: SittingPaper) -> dict[UUID, SittingAnswer]:
    return {row.item: row for row in SittingAnswer.objects.filter(paper=paper).order_by("pk")}


def _events(
    paper: SittingPaper,
    version: LessonVersion,
    attempt: UUID,
    answers: list[SittingAnswer],
    *,
    now: dt.datetime,
) -> Iterator[Reported | Unreadable]:
    device = str(uuid5(paper.uuid, "sitting"))
    for seq, row in enumerate(answers):
        said = {"kind": Kind.ANSWERED.value, "item": str(row.item), "answer": row.answer}
        said |= {"help": row.help, "at": row.effective_at.isoformat()}
        yield read_event(_fact(version, attempt, seq, said), seq, device)
    said = {"kind": Kind.DONE.value, "item": None, "answer": None}
    said |= {"help": answers[-1].help, "at": now.isoformat()}
    yield read_event(_fact(version, attempt, len(answers), said), len(answers), device)


def _fact(version: LessonVersion, attempt: UUID, seq: int, said: dict[str, Any]) -> dict[str, Any]:
    named = {"id": str(uuid5(attempt, str(seq))), "seq": seq, "attempt": str(attempt)}
    return named | {"lesson": str(version.lesson), "version": str(version.uuid)} | said
