"""A letter to write from a content file, as the raw JSON of a StreamField."""

from __future__ import annotations

from cms.blocks.files import Drawings, Raw, item
from cms.publishing.files import Source
from courses.practice import envelope


def read_compose(entry: Source, _drawings: Drawings) -> Raw:
    """`compose: {envelope, channel, writing, recipients, parts, attachments, secrets, model}`.

    `recipients`, `attachments` and the `options` of a part: `[{id, label, fits, critical, why}]`.
    """
    lists = ("recipients", "parts", "attachments", "secrets")
    entry.allow(*envelope.FIELDS, *lists, "channel", "writing", "model")
    return envelope.read_envelope(entry) | {
        "channel": entry.text("channel", "email"),
        "writing": entry.text("writing", "bank"),
        "recipients": list(map(_pick, entry.maps("recipients"))),
        "parts": list(map(_part, entry.maps("parts"))),
        "attachments": list(map(_pick, entry.maps("attachments", required=False))),
        "secrets": list(map(_secret, entry.maps("secrets", required=False))),
        "model": entry.text("model"),
    }


def _pick(entry: Source) -> Raw:
    entry.allow("id", "label", "fits", "critical", "why")
    value: Raw = {
        "uid": entry.uuid(),
        "label": entry.text("label"),
        "fits": entry.flag("fits", default=False),
        "critical": entry.flag("critical", default=False),
        "why": entry.text("why"),
    }
    return item(value, value["uid"])


def _part(entry: Source) -> Raw:
    entry.allow("id", "purpose", "label", "options", "words")
    uid = entry.uuid()
    value: Raw = {
        "uid": uid,
        "purpose": entry.text("purpose"),
        "label": entry.text("label"),
        "options": list(map(_pick, entry.maps("options", required=False))),
        "words": envelope.children(uid, "word", entry.entry.get("words", [])),
    }
    return item(value, uid)


def _secret(entry: Source) -> Raw:
    entry.allow("id", "text", "why")
    value: Raw = {"uid": entry.uuid(), "text": entry.text("text"), "why": entry.text("why")}
    return item(value, value["uid"])
