"""Months of the audit: closed with a signed head when they are over, removed whole after their term."""

from __future__ import annotations

import datetime as dt

from django.db import router
from django.db.models import Max, Min, Sum

from identity.audit import actions as audit
from identity.audit.canonical import PURPOSE, segment_digest
from identity.audit.models import (
    AppendOnlyQuerySet,
    ClosedSegment,
    Entry,
    EntrySubject,
    Purge,
    Seal,
    SealedEntry,
)
from identity.audit.rules import KEPT_FOR, segment_of
from identity.audit.sealing import alone
from identity.keys import sign


def close_finished(*, now: dt.datetime) -> list[ClosedSegment]:
    """Close every segment whose month is over; nothing can be sealed into it any more."""
    with alone():
        open_ones = (
            Seal.objects.filter(segment__lt=segment_of(now))
            .exclude(segment__in=ClosedSegment.objects.values("segment"))
            .order_by("segment")
        )
        segments = list(open_ones.values_list("segment", flat=True).distinct())
        return [_close(segment, now=now) for segment in segments]


def purge_over_term(*, now: dt.datetime) -> list[str]:
    """Remove the entries of closed segments after their term, oldest first; their heads stay.

    A segment goes whole or not at all. The database refuses one that was closed less than a year ago,
    whatever this program says.
    """
    over = ClosedSegment.objects.filter(purge=None, closed_at__lte=now - KEPT_FOR)
    segments = list(over.order_by("segment"))
    for closed in segments:
        _purge(closed, now=now)
    return [closed.segment for closed in segments]


def _close(segment: str, *, now: dt.datetime) -> ClosedSegment:
    seals = Seal.objects.filter(segment=segment)
    counted = seals.aggregate(first=Min("number"), last=Max("number"), entries=Sum("entries"))
    closed = ClosedSegment(
        segment=segment,
        first_seal=counted["first"],
        last_seal=counted["last"],
        entries=counted["entries"],
        previous=seals.get(number=counted["first"]).previous,
        head=seals.get(number=counted["last"]).digest,
        closed_at=now,
    )
    signature = sign(segment_digest(closed).encode(), purpose=PURPOSE)
    closed.key_id, closed.signature = signature.key_id, signature.text
    closed.save()
    return closed


def _purge(closed: ClosedSegment, *, now: dt.datetime) -> None:
    """The database lets these rows go only after the row that says so, and checks that they belong."""
    segment = closed.segment
    with alone():
        Purge.objects.create(closed_segment=closed, purged_at=now)
        _remove(EntrySubject.objects.filter(entry__sealed__seal__segment=segment))
        _remove(Entry.objects.filter(sealed__seal__segment=segment))
        _remove(SealedEntry.objects.filter(seal__segment=segment))
        _remove(Seal.objects.filter(segment=segment))
        audit.record(
            act="audit.segment_purged",
            by=None,
            detail={"segment": segment, "entries": closed.entries},
            now=now,
        )


def _remove(rows: AppendOnlyQuerySet) -> None:
    """Past the model, which removes nothing; the database still decides."""
    rows._raw_delete(router.db_for_write(rows.model))
