"""Practice blocks from content files, as the raw JSON of a StreamField."""

from __future__ import annotations

from cms.blocks.files import Drawings, Raw, item
from cms.publishing.files import Source


def read_spot(entry: Source, _drawings: Drawings) -> Raw:
    """`spot: {id, goal, channel, parts: [{id, kind, text, is_clue, why}], verdict, right, wrong}`."""
    entry.allow("id", "goal", "channel", "parts", "verdict", "right", "wrong")
    return {
        "uid": entry.uuid(),
        "goal": entry.text("goal"),
        "channel": entry.text("channel"),
        "parts": [_part(part) for part in entry.maps("parts")],
        "verdict": entry.text("verdict"),
        "right": entry.text("right"),
        "wrong": entry.text("wrong"),
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
