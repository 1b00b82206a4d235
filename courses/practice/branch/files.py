"""A conversation from a content file, as the raw JSON of a StreamField."""

from __future__ import annotations

from functools import partial

from cms.blocks.files import Drawings, Raw, drawing, item
from cms.publishing.files import Source
from courses.practice import envelope


def read_branch(entry: Source, drawings: Drawings) -> Raw:
    """`branch: {envelope, channel, steps: [{id, key, who, say, drawing, alt, choices, ending}]}`."""
    entry.allow(*envelope.FIELDS, "channel", "steps")
    return envelope.read_envelope(entry) | {
        "channel": entry.text("channel", "call"),
        "steps": list(map(partial(_step, drawings=drawings), entry.maps("steps"))),
    }


def _step(entry: Source, drawings: Drawings) -> Raw:
    entry.allow("id", "key", "who", "say", "drawing", "alt", "choices", "ending")
    value: Raw = {
        "uid": entry.uuid(),
        "key": entry.text("key"),
        "who": entry.text("who"),
        "say": entry.text("say"),
        "image": drawing(entry, drawings) if "drawing" in entry.entry else None,
        "alt": entry.text("alt", ""),
        "choices": list(map(_choice, entry.maps("choices", required=False))),
        "ending": entry.text("ending", ""),
    }
    return item(value, value["uid"])


def _choice(entry: Source) -> Raw:
    entry.allow("id", "label", "goto", "quality", "critical", "feedback")
    value: Raw = {
        "uid": entry.uuid(),
        "label": entry.text("label"),
        "goto": entry.text("goto"),
        "quality": entry.text("quality"),
        "critical": entry.flag("critical", default=False),
        "feedback": entry.text("feedback"),
    }
    return item(value, value["uid"])
