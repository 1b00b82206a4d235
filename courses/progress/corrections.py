"""Corrections as rows: what they make of a person's answers, and how they are added and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from courses.progress.corrected import Amendment, Corrected, standing
from courses.progress.models import Correction

COLUMNS = ("event_id", "regrade", "score", "correct", "is_out", "is_taken_back")


def standing_corrections(
    people: QuerySet[Any, Any] | Sequence[int], *, lesson: UUID | None = None
) -> dict[UUID, Corrected]:
    """What corrections make of the answers of these people, by event; one query."""
    rows = Correction.objects.filter(person__in=people)
    if lesson is not None:
        rows = rows.filter(lesson=lesson)
    found: dict[UUID, list[Amendment]] = {}
    for event, *amended in rows.values_list(*COLUMNS):
        found.setdefault(event, []).append(Amendment(*amended))
    return {event: standing(amendments) for event, amendments in found.items()}


def taken_back(corrections: Sequence[Correction], *, now: datetime) -> list[Correction]:
    """The rows that take these back."""
    return [
        Correction(
            event_id=each.event_id,
            person_id=each.person_id,
            lesson=each.lesson,
            regrade=each.regrade,
            correct=each.correct,
            score=each.score,
            is_out=each.is_out,
            is_taken_back=True,
            at=now,
        )
        for each in corrections
    ]
