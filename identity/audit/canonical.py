"""The bytes that are hashed and signed: the same for the same facts, on either database."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from identity.audit.models import ClosedSegment, Entry, EntrySubject, Seal

# before the first seal there is nothing to chain to
NO_SEAL = "0" * 64
PURPOSE = "audit.seal"


def entry_digest(entry: Entry, subjects: Iterable[EntrySubject]) -> str:
    """SHA-256 (hex) of one entry with everybody it is about."""
    about = sorted((subject.person_id, bool(subject.by_other)) for subject in subjects)
    return _digest(
        "entry",
        entry.pk,
        _moment(entry.at),
        entry.act,
        entry.by_id,
        entry.role,
        entry.role_commune,
        entry.commune,
        entry.fields,
        entry.reason,
        entry.detail,
        entry.request_id,
        entry.network,
        about,
    )


def seal_digest(seal: Seal, sealed: Sequence[tuple[int, str]]) -> str:
    """SHA-256 (hex) of a seal: what it covers as (entry id, digest), and the seal before it."""
    return _digest(
        "seal",
        seal.number,
        seal.segment,
        _moment(seal.sealed_at),
        seal.entries,
        seal.highest,
        seal.previous,
        sorted(sealed),
    )


def segment_digest(closed: ClosedSegment) -> str:
    """SHA-256 (hex) of what a closed segment says of its seals."""
    return _digest(
        "segment",
        closed.segment,
        closed.first_seal,
        closed.last_seal,
        closed.entries,
        closed.previous,
        closed.head,
        _moment(closed.closed_at),
    )


def _digest(*parts: Any) -> str:
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")
