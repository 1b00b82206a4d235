"""Walks the whole chain and says what does not fit: an edit, a cut, a reordering, a missing tail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from django.db import connection

from identity.audit.canonical import (
    NO_SEAL,
    PURPOSE,
    entry_digest,
    seal_digest,
    segment_digest,
)
from identity.audit.heads import Told
from identity.audit.models import (
    ClosedSegment,
    Entry,
    EntrySubject,
    Purge,
    Seal,
    SealedEntry,
)
from identity.audit.rules import is_over_term
from identity.audit.sealing import chain_end, unsealed
from identity.audit.triggers import append_only, standing
from identity.keys import Signature, is_signed

GUARDED = (Entry, EntrySubject, SealedEntry, Seal, ClosedSegment, Purge)
HEADS_AT_ONCE = 500


class Fault(StrEnum):
    """What can be wrong with a row, or with one that is not there."""

    ENTRY_CHANGED = "entry changed"
    ENTRY_MISSING = "entry missing"
    SEAL_CHANGED = "seal changed"
    SEAL_NOT_SIGNED = "seal not signed by us"
    SEAL_MISSING = "seal missing"
    CHAIN_BROKEN = "seal does not follow the one before"
    SEGMENT_CHANGED = "closed segment changed"
    PURGED_EARLY = "segment removed before its term"
    HEAD_DIFFERS = "seal differs from its published head"
    TAIL_CUT = "published seal is not in the database"
    NOT_GUARDED = "the database lets this table be changed"


@dataclass(frozen=True)
class Finding:
    """One fault; `where` is the number of a seal or entry, or the name of a segment."""

    fault: Fault
    where: int | str


@dataclass
class Report:
    """What was walked; `proved_until` is when the newest seal was made, None before the first."""

    seals: int = 0
    entries: int = 0
    proved_until: dt.datetime | None = None
    heads: int = 0
    unsealed: int = 0
    oldest_unsealed_at: dt.datetime | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


@dataclass
class Link:
    """How far the walk has come: the number and digest the next seal must follow."""

    number: int = 0
    digest: str = NO_SEAL


def verify(*, heads: Iterable[Told], now: dt.datetime) -> Report:
    """Walk every segment from the first, then compare with the heads that were published."""
    report, link = Report(), Link()
    closed = {row.segment: row for row in ClosedSegment.objects.select_related("purge")}
    for segment in _segments(closed):
        row = closed.get(segment)
        if row is not None and hasattr(row, "purge"):
            _step_over(row, link, report)
        else:
            _walk(segment, link, report)
        if row is not None:
            report.findings.extend(_faults_of_segment(row, link, now=now))
    _compare(heads, report)
    report.findings.extend(_unguarded())
    _count_unsealed(report)
    return report


def _segments(closed: dict[str, ClosedSegment]) -> list[str]:
    sealed = Seal.objects.order_by().values_list("segment", flat=True).distinct()
    return sorted({*closed, *sealed})


def _step_over(closed: ClosedSegment, link: Link, report: Report) -> None:
    """A purged segment: its head stands for it, and the next seal must follow that."""
    if (closed.first_seal, closed.previous) != (link.number + 1, link.digest):
        report.findings.append(Finding(Fault.CHAIN_BROKEN, closed.segment))
    link.number, link.digest = closed.last_seal, closed.head


def _walk(segment: str, link: Link, report: Report) -> None:
    for seal in Seal.objects.filter(segment=segment).order_by("number").iterator():
        if seal.number != link.number + 1:
            report.findings.append(Finding(Fault.SEAL_MISSING, link.number + 1))
        elif seal.previous != link.digest:
            report.findings.append(Finding(Fault.CHAIN_BROKEN, seal.number))
        report.findings.extend(_faults_of_seal(seal))
        report.seals += 1
        report.entries += seal.entries
        report.proved_until = seal.sealed_at
        link.number, link.digest = seal.number, seal.digest


def _faults_of_seal(seal: Seal) -> Iterator[Finding]:
    covered = list(SealedEntry.objects.filter(seal=seal).values_list("entry_id", "digest"))
    if seal_digest(seal, covered) != seal.digest:
        yield Finding(Fault.SEAL_CHANGED, seal.number)
    if not _is_ours(seal.digest, seal):
        yield Finding(Fault.SEAL_NOT_SIGNED, seal.number)
    yield from _faults_of_entries(covered)


def _faults_of_entries(covered: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    rows = Entry.objects.prefetch_related("subjects").in_bulk([pk for pk, _digest in covered])
    for pk, digest in covered:
        if pk not in rows:
            yield Finding(Fault.ENTRY_MISSING, pk)
        elif entry_digest(rows[pk], rows[pk].subjects.all()) != digest:
            yield Finding(Fault.ENTRY_CHANGED, pk)


def _faults_of_segment(closed: ClosedSegment, link: Link, *, now: dt.datetime) -> Iterator[Finding]:
    if not _is_ours(segment_digest(closed), closed):
        yield Finding(Fault.SEGMENT_CHANGED, closed.segment)
    if (closed.last_seal, closed.head) != (link.number, link.digest):
        yield Finding(Fault.SEAL_MISSING, closed.segment)
    if hasattr(closed, "purge") and not is_over_term(closed.closed_at, now=now):
        yield Finding(Fault.PURGED_EARLY, closed.segment)


def _is_ours(digest: str, row: Seal | ClosedSegment) -> bool:
    return is_signed(digest.encode(), Signature(row.key_id, row.signature), purpose=PURPOSE)


def _compare(heads: Iterable[Told], report: Report) -> None:
    """A head of a purged segment is compared only where it is that segment's last."""
    last = chain_end().number
    ends = dict(ClosedSegment.objects.values_list("last_seal", "head"))
    waiting = iter(heads)
    while some := list(islice(waiting, HEADS_AT_ONCE)):
        numbers = [head.number for head in some]
        kept = ends | dict(Seal.objects.filter(number__in=numbers).values_list("number", "digest"))
        report.heads += len(some)
        report.findings.extend(_faults_of_heads(some, kept, last=last))


def _faults_of_heads(
    heads: Iterable[Told], kept: Mapping[int, str], *, last: int
) -> Iterator[Finding]:
    for head in heads:
        digest = kept.get(head.number)
        if digest is None and head.number > last:
            yield Finding(Fault.TAIL_CUT, head.number)
        elif digest is not None and not digest.startswith(head.digest):
            yield Finding(Fault.HEAD_DIFFERS, head.number)


def _unguarded() -> Iterator[Finding]:
    """Tables whose triggers are gone; a change of their columns can lose them on SQLite."""
    names = standing(connection)
    for table in (model._meta.db_table for model in GUARDED):
        if not {guard.name for guard in append_only(table)} <= names:
            yield Finding(Fault.NOT_GUARDED, table)


def _count_unsealed(report: Report) -> None:
    waiting = unsealed()
    report.unsealed = waiting.count()
    oldest = waiting.order_by("at").first()
    report.oldest_unsealed_at = oldest.at if oldest else None
