"""A message to be judged from a content file, as the raw JSON of a StreamField."""

from __future__ import annotations

from cms.blocks.files import Drawings, Raw, item
from cms.publishing.files import Source
from courses.practice import envelope


def read_spot(entry: Source, _drawings: Drawings) -> Raw:
    """`spot: {envelope, channel, parts: [{id, kind, text, is_clue, why}], verdict, cost}`."""
    entry.allow(*envelope.FIELDS, "channel", "parts", "verdict", "cost")
    return envelope.read_envelope(entry) | {
        "channel": entry.text("channel"),
        "parts": [_part(part) for part in entry.maps("parts")],
        "verdict": entry.text("verdict"),
        "cost": entry.text("cost", ""),
    }


def _part(entry: Source) -> Raw:
    entry.allow("id", "kind", "text", "is_clue", "why")
    value: Raw = {
        "uid": entry.uuid(),
        "kind": entry.text("kind"),
        "text": entry.text("text"),
        "is_clue": entry.flag("is_clue", default=False),
        "why": entry.text("why", ""),
    }
    return item(value, value["uid"])
