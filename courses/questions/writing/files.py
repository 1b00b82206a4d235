"""Questions for words or a number from content files, as the raw JSON of a StreamField."""

from __future__ import annotations

from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from cms.blocks.files import Drawings, Raw, item
from cms.publishing.files import Source
from courses.questions.numbers import number_in


def read_short_text(entry: Source, _drawings: Drawings) -> Raw:
    """`short_text: {id, text, accepted: [words], right, wrong, explanation}`."""
    entry.allow("id", "text", "accepted", "right", "wrong", "explanation")
    accepted = entry.entry.get("accepted")
    if not isinstance(accepted, list) or not all(isinstance(each, str) for each in accepted):
        raise entry.refuse("accepted", _("a list of texts is needed"))
    uid = entry.uuid()
    stream_ids = [str(uuid5(UUID(uid), f"accepted {at}")) for at in range(len(accepted))]
    return _written(entry) | {"accepted": list(map(item, accepted, stream_ids))}


def read_number(entry: Source, _drawings: Drawings) -> Raw:
    """`number: {id, text, answer, tolerance, unit, right, wrong, explanation}`."""
    entry.allow("id", "text", "answer", "tolerance", "unit", "right", "wrong", "explanation")
    return _written(entry) | {
        "amount": _number(entry, "answer"),
        "tolerance": _number(entry, "tolerance", 0),
        "unit": entry.text("unit", ""),
    }


def _written(entry: Source) -> Raw:
    names = ("text", "right", "wrong")
    return {
        "uid": entry.uuid(),
        **{name: entry.text(name) for name in names},
        "explanation": entry.text("explanation", ""),
    }


def _number(entry: Source, field: str, default: int | None = None) -> str:
    found = number_in(str(entry.entry.get(field, default)))
    if found is None:
        raise entry.refuse(field, _("a number is needed"))
    return str(found)
