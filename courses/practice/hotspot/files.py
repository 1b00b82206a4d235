"""A picture with places to tap from a content file, as the raw JSON of a StreamField."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.blocks.files import Drawings, Raw, drawing, item
from cms.publishing.files import Source
from courses.practice import envelope


def read_hotspot(entry: Source, drawings: Drawings) -> Raw:
    """`hotspot: {envelope, drawing, alt, areas: [{id, label, box: [x, y, w, h], right, critical, why}]}`."""
    entry.allow(*envelope.FIELDS, "drawing", "alt", "areas")
    return envelope.read_envelope(entry) | {
        "image": drawing(entry, drawings),
        "alt": entry.text("alt"),
        "areas": list(map(_area, entry.maps("areas"))),
    }


def _area(entry: Source) -> Raw:
    entry.allow("id", "label", "box", "right", "critical", "why")
    value: Raw = {
        "uid": entry.uuid(),
        "label": entry.text("label"),
        **dict(zip("xywh", _box(entry), strict=True)),
        "is_right": entry.flag("right", default=False),
        "critical": entry.flag("critical", default=False),
        "why": entry.text("why"),
    }
    return item(value, value["uid"])


def _box(entry: Source) -> list[float]:
    try:
        x, y, w, h = map(float, entry.entry.get("box", ()))
    except (TypeError, ValueError):
        sentence = _("four numbers are needed: left, top, width, height")
        raise entry.refuse("box", sentence) from None
    return [x, y, w, h]
