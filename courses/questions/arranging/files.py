"""What belongs together and what comes first, from content files, as the raw JSON of a StreamField."""

from __future__ import annotations

from cms.blocks.files import Drawings, Raw, item
from cms.publishing.files import Source


def read_match(entry: Source, _drawings: Drawings) -> Raw:
    """`match: {id, text, pairs: [{id, left, right}], explanation}`."""
    entry.allow("id", "text", "pairs", "explanation")
    pairs = [_fields(pair, "left", "right") for pair in entry.maps("pairs")]
    return _fields(entry, "text", "explanation") | {"pairs": [item(p, p["uid"]) for p in pairs]}


def read_order(entry: Source, _drawings: Drawings) -> Raw:
    """`order: {id, text, entries: [{id, text}], explanation}`."""
    entry.allow("id", "text", "entries", "explanation")
    entries = [_fields(each, "text") for each in entry.maps("entries")]
    return _fields(entry, "text", "explanation") | {"entries": [item(e, e["uid"]) for e in entries]}


def _fields(entry: Source, *names: str) -> Raw:
    return {"uid": entry.uuid(), **{name: entry.text(name) for name in names}}
