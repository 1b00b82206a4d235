"""The screens of an app from a content file, as the raw JSON of a StreamField."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from cms.blocks.files import Drawings, Raw, item
from cms.publishing.files import Source
from courses.practice import envelope


def read_app_screen(entry: Source, _drawings: Drawings) -> Raw:
    """`app_screen: {envelope, skin, app_name, screens: [{id, key, title, elements: [{kind: {...}}]}]}`."""
    entry.allow(*envelope.FIELDS, "skin", "app_name", "screens")
    return envelope.read_envelope(entry) | {
        "skin": entry.text("skin"),
        "app_name": entry.text("app_name"),
        "screens": [_screen(screen) for screen in entry.maps("screens")],
    }


def _screen(entry: Source) -> Raw:
    entry.allow("id", "key", "title", "elements")
    uid = entry.uuid()
    elements = [_element(each, uid, at) for at, each in enumerate(entry.maps("elements"))]
    value: Raw = {
        "uid": uid,
        "key": entry.text("key"),
        "title": entry.text("title"),
        "elements": elements,
    }
    return item(value, uid)


def _element(entry: Source, screen: str, at: int) -> Raw:
    """One entry whose only field is its kind; an element that answers do not name has no id of its own."""
    kind = next(iter(entry.entry), "")
    if len(entry.entry) != 1 or kind not in READERS or not isinstance(entry.entry[kind], dict):
        raise entry.refuse("elements", _("an element has one kind, with its fields below it"))
    value = READERS[kind](Source(entry.file, f"{entry.where}.{kind}", entry.entry[kind]))
    return {"type": kind, "id": value.get("uid") or _own_id(screen, at), "value": value}


def _own_id(screen: str, at: int) -> str:
    return str(uuid5(UUID(screen), f"element {at}"))


def _line(entry: Source) -> Raw:
    entry.allow("id", "label", "text", "must_check", "why")
    return {
        "uid": entry.uuid(),
        "label": entry.text("label"),
        "text": entry.text("text"),
        "must_check": entry.flag("must_check", default=False),
        "why": entry.text("why", ""),
    }


def _text(entry: Source) -> Raw:
    entry.allow("text")
    return {"text": entry.text("text")}


def _field(entry: Source) -> Raw:
    entry.allow("id", "label", "entry", "rule", "wanted", "error")
    return {
        "uid": entry.uuid(),
        "label": entry.text("label"),
        "entry": entry.text("entry", "text"),
        "rule": entry.text("rule", "same"),
        "wanted": entry.text("wanted", ""),
        "error": entry.text("error", ""),
    }


def _toggle(entry: Source) -> Raw:
    entry.allow("id", "label", "starts", "expected", "critical", "why")
    return {
        "uid": entry.uuid(),
        "label": entry.text("label"),
        "starts": entry.text("starts"),
        "expected": entry.text("expected"),
        "critical": entry.flag("critical", default=False),
        "why": entry.text("why"),
    }


def _button(entry: Source) -> Raw:
    entry.allow("id", "label", "goto", "ends", "expected", "critical", "why")
    return {
        "uid": entry.uuid(),
        "label": entry.text("label"),
        "goto": entry.text("goto", ""),
        "ends": entry.flag("ends", default=False),
        "expected": entry.flag("expected", default=False),
        "critical": entry.flag("critical", default=False),
        "why": entry.text("why", ""),
    }


READERS: Mapping[str, Callable[[Source], Raw]] = {
    "line": _line,
    "amount": _line,
    "notice": _text,
    "qr": _text,
    "field": _field,
    "toggle": _toggle,
    "button": _button,
}
