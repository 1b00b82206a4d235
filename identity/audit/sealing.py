"""The one sealer: takes entries no seal covers yet into a signed seal, chained to the one before.

An entry waits while no SealedEntry names it. There is no high-water mark, so an entry whose
transaction commits late, behind entries with higher ids, is found by the next run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import QuerySet

from identity.audit.canonical import NO_SEAL, PURPOSE, entry_digest, seal_digest
from identity.audit.models import ClosedSegment, Entry, Seal, SealedEntry
from identity.audit.rules import ENTRIES_IN_A_SEAL, LOOK_BACK, segment_after, segment_of
from identity.keys import sign
from identity.outbox import actions as outbox

SEALED = "audit.sealed"
# any number that no other advisory lock of this database uses
SEALERS_LOCK = 20_260_615


@dataclass(frozen=True)
class ChainEnd:
    """What the next seal is chained to."""

    number: int
    digest: str
    highest: int
    segment: str


def seal_waiting(*, now: dt.datetime, from_the_first: bool = False) -> int:
    """Seal every entry that waits; how many were sealed.

    Each minute the entries of about a day are looked through; `from_the_first` looks through all,
    for an entry that was held back longer than that. Several sealers take turns.
    """
    sealed = 0
    while seal := _seal_some(now=now, from_the_first=from_the_first):
        sealed += seal.entries
    return sealed


def unsealed(*, above: int = 0) -> QuerySet[Entry]:
    """Entries with higher ids than `above` that no seal covers, oldest id first."""
    return Entry.objects.filter(pk__gt=above, sealed=None).order_by("pk")


def chain_end() -> ChainEnd:
    """The newest seal, or the head of the newest segment when its seals were purged."""
    last = Seal.objects.order_by("-number").first()
    if last is not None:
        return ChainEnd(last.number, last.digest, last.highest, last.segment)
    closed = ClosedSegment.objects.order_by("-last_seal").first()
    if closed is not None:
        return ChainEnd(closed.last_seal, closed.head, 0, closed.segment)
    return ChainEnd(0, NO_SEAL, 0, "")


@contextmanager
def alone() -> Iterator[None]:
    """One transaction at a time that moves the chain; SQLite's writers wait for each other anyway."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALERS_LOCK])
        yield


def _seal_some(*, now: dt.datetime, from_the_first: bool) -> Seal | None:
    with alone():
        end = chain_end()
        segment = _open_segment(max(segment_of(now), end.segment))
        above = 0 if from_the_first else _looked_through(now)
        waiting = unsealed(above=above).prefetch_related("subjects")[:ENTRIES_IN_A_SEAL]
        return _write(end, segment, list(waiting), now=now)


def _open_segment(segment: str) -> str:
    """The segment, or the one after it where a clock that ran ahead closed it before its time.

    An entry that waits can be rewritten unnoticed, so nothing waits for the clock.
    """
    is_closed = ClosedSegment.objects.filter(segment=segment).exists()
    return segment_after(segment) if is_closed else segment


def _looked_through(now: dt.datetime) -> int:
    """The highest id sealed before the time we look back; below it only the nightly run looks."""
    before = Seal.objects.filter(sealed_at__lt=now - LOOK_BACK).order_by("-number")
    return before.values_list("highest", flat=True).first() or 0


def _write(
    end: ChainEnd, segment: str, waiting: Sequence[Entry], *, now: dt.datetime
) -> Seal | None:
    if not waiting:
        return None
    covered = [(entry.pk, entry_digest(entry, entry.subjects.all())) for entry in waiting]
    seal = Seal(
        number=end.number + 1,
        segment=segment,
        sealed_at=now,
        entries=len(covered),
        highest=max(end.highest, waiting[-1].pk),
        previous=end.digest,
    )
    seal.digest = seal_digest(seal, covered)
    signature = sign(seal.digest.encode(), purpose=PURPOSE)
    seal.key_id, seal.signature = signature.key_id, signature.text
    seal.save()
    SealedEntry.objects.bulk_create(
        SealedEntry(entry_id=pk, seal=seal, digest=digest) for pk, digest in covered
    )
    outbox.add(topic=SEALED, key=str(seal.number), payload={"number": seal.number}, now=now)
    return seal
