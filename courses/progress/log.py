"""The event log as rows: which ids are known, and what was not taken."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from courses.practice.realness import looks_real
from courses.progress.models import Event, Refusal
from courses.progress.reading import LONGEST_SENT, Reported, Unreadable
from courses.progress.verdicts import LOOKS_REAL, Verdict

MOST_REFUSALS = 1000
"""Refusals kept for one person; beyond that the device still gets its verdict."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored under an id: whose it is, what it said and how it was marked."""

    person: int
    digest: str
    correct: bool | None
    score: int | None


def known(ids: Iterable[UUID]) -> dict[UUID, Known]:
    """What the log holds under these ids, whoever it belongs to."""
    rows = Event.objects.filter(pk__in=list(ids))
    found = rows.values_list("pk", "person_id", "digest", "correct", "score")
    return {
        pk: Known(person=person, digest=digest, correct=correct, score=score)
        for pk, person, digest, correct, score in found
    }


def keep_refusals(
    refused: Sequence[tuple[Reported | Unreadable, Verdict]], *, person: int, now: datetime
) -> None:
    """Keep what was not taken: once each, and only so many for one person."""
    if not refused:
        return
    room = max(0, MOST_REFUSALS - Refusal.objects.filter(person=person).count())
    rows = [refusal(event, verdict, person=person, now=now) for event, verdict in refused[:room]]
    Refusal.objects.bulk_create(rows, ignore_conflicts=True)


def refusal(
    event: Reported | Unreadable, verdict: Verdict, *, person: int, now: datetime
) -> Refusal:
    """The row of a refusal; what was sent is kept as ASCII text, which any database takes.

    Of what looked real nothing is kept, not even a hash of it: a number could be found out from one.
    """
    reason = str(verdict.reason)
    hides = is_private(event, reason)
    sent_digest = event.sent_id if hides else event.digest
    return Refusal(
        person_id=person,
        event=UUID(event.sent_id) if event.sent_id else None,
        verdict=verdict.verdict,
        reason=reason,
        digest=sha256(f"{verdict.verdict} {reason} {sent_digest}".encode()).hexdigest(),
        sent="" if hides else sent_text(event),
        received_at=now,
    )


def is_private(event: Reported | Unreadable, reason: str) -> bool:
    """Whether it was refused for what looks real, or holds such a thing and was refused otherwise."""
    if reason == LOOKS_REAL:
        return True
    return isinstance(event, Reported) and looks_real(event.answer, allowed=frozenset())


def sent_text(event: Reported | Unreadable) -> str:
    """What the device sent, or the beginning of it."""
    if isinstance(event, Unreadable):
        return event.sent
    return json.dumps(asdict(event), default=str, sort_keys=True)[:LONGEST_SENT]
