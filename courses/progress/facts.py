"""From a reported event to its row, and from a row to the fact that is folded: one way for both uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from courses.progress.corrected import AS_IT_CAME, Corrected
from courses.progress.fold import Fact, key_of
from courses.progress.grading import Paper
from courses.progress.models import Event, Kind
from courses.progress.reading import Reported
from courses.progress.rules import effective_time
from courses.questions.marking import Mark

ITEM_KINDS = frozenset({Kind.ANSWERED.value, Kind.PRACTISED.value, Kind.STEP.value})
ATTEMPT_KINDS = ITEM_KINDS | {Kind.DONE.value}


@dataclass(slots=True)
class Row:
    """An event on its way into the log, column by column as Event has them."""

    id: UUID
    person_id: int
    device: UUID
    seq: int
    kind: str
    lesson: UUID
    version: UUID
    item: UUID | None
    attempt: UUID | None
    answer: Any
    help: str
    device_time: str
    effective_at: datetime
    is_clamped: bool
    received_at: datetime
    digest: str
    correct: bool | None
    score: int | None


def row(event: Reported, *, person: int, mark: Mark | None, now: datetime) -> Row:
    """The row of an event; the mark is the server's own."""
    at = effective_time(event.at, received_at=now)
    return Row(
        id=event.id,
        person_id=person,
        device=event.device,
        seq=event.seq,
        kind=event.kind,
        lesson=event.lesson,
        version=event.version,
        item=event.item,
        attempt=event.attempt,
        answer=event.answer,
        help=event.help,
        device_time=event.device_time,
        effective_at=at,
        is_clamped=at != event.at,
        received_at=now,
        digest=event.digest,
        correct=mark.correct if mark else None,
        score=mark.score if mark else None,
    )


def fact(row: Row | Event, paper: Paper, corrected: Corrected = AS_IT_CAME) -> Fact:
    """What the fold needs of a row, with what corrections made of its mark.

    An attempt means something only where there is a check.
    """
    sheet = paper.sheets[row.item] if row.item and row.kind in ITEM_KINDS else None
    has_attempt = row.attempt and row.kind in ATTEMPT_KINDS and paper.outline.checks
    return Fact(
        key=key_of(at=row.effective_at, device=row.device, seq=row.seq, event=row.id),
        at=row.effective_at,
        kind=row.kind,
        version=str(row.version),
        item=sheet.name if sheet else None,
        attempt=str(row.attempt) if has_attempt else None,
        step=row.answer if row.kind == Kind.POSITION else None,
        is_check=sheet is not None and sheet.is_check,
        score=corrected.score_of(row.score) if sheet else None,
        correct=corrected.correct_of(row.correct) if sheet else None,
        is_out=corrected.is_out,
    )
