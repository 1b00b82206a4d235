"""Prose blocks from content files, as the raw JSON of a StreamField."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django.utils.html import escape
from django.utils.translation import gettext as _

from cms.blocks.audio import AUDIO

Raw = dict[str, Any]
TAGS = frozenset(["p", "b", "i", "ul", "ol", "li", "a", "h3", "br"])
TAG = re.compile(r"<\s*/?\s*([a-zA-Z0-9]+)([^>]*)>")
LINK = re.compile(r"""^\s+href="(https?://|/|tel:|mailto:)[^"<>]*"\s*$""")
BOLD = re.compile(r"\*\*(.+?)\*\*")


class Entry(Protocol):
    """What a block is read from (cms.publishing.files.Source)."""

    def text(self, field: str, default: str | None = None) -> str: ...
    def uuid(self, field: str = "id") -> str: ...
    def maps(self, field: str, *, required: bool = True) -> list[Any]: ...
    def allow(self, *fields: str) -> None: ...
    def refuse(self, field: str, sentence: str) -> Exception: ...


# the file name of a drawing or recording to its row id
Drawings = Mapping[str, int]
Reader = Callable[[Any, Drawings], Raw]


def block(kind: str, value: Raw) -> Raw:
    """A child of a StreamField; its stream id is our uuid, so that another import writes the same."""
    return {"type": kind, "id": value["uid"], "value": value}


def item(value: Raw | str, uid: str) -> Raw:
    """A child of a ListBlock."""
    return {"type": "item", "id": uid, "value": value}


def read_text(entry: Entry, _drawings: Drawings) -> Raw:
    """`text: {id, heading, body}`."""
    entry.allow("id", "heading", "body")
    return {"uid": entry.uuid(), "heading": entry.text("heading", ""), "body": rich(entry, "body")}


def read_picture(entry: Entry, drawings: Drawings) -> Raw:
    """`picture: {id, drawing, alt, caption}`."""
    entry.allow("id", "drawing", "alt", "caption")
    return {
        "uid": entry.uuid(),
        "image": drawing(entry, drawings),
        "alt": entry.text("alt"),
        "caption": entry.text("caption", ""),
    }


def read_steps(entry: Entry, drawings: Drawings) -> Raw:
    """`steps: {id, heading, steps: [{text, drawing, alt}]}`."""
    entry.allow("id", "heading", "steps")
    uid = entry.uuid()
    steps = [
        item(_step(step, drawings), f"{uid[:-4]}{number:04x}")
        for number, step in enumerate(entry.maps("steps"), 1)
    ]
    return {"uid": uid, "heading": entry.text("heading"), "steps": steps}


def read_callout(entry: Entry, _drawings: Drawings) -> Raw:
    """`callout: {id, kind, heading, body}`."""
    entry.allow("id", "kind", "heading", "body")
    return {
        "uid": entry.uuid(),
        "kind": entry.text("kind"),
        "heading": entry.text("heading", ""),
        "body": rich(entry, "body"),
    }


PROSE: dict[str, Reader] = {
    "text": read_text,
    "picture": read_picture,
    "steps": read_steps,
    "callout": read_callout,
}


def rich(entry: Entry, field: str) -> str:
    """Simple HTML as it stands; refused with any tag or attribute that editors cannot write themselves."""
    html = entry.text(field)
    for tag, attributes in TAG.findall(html):
        if tag.lower() not in TAGS:
            raise entry.refuse(field, _("the tag <%(tag)s> is not allowed") % {"tag": tag})
        if attributes.strip(" /") and not (tag == "a" and LINK.match(attributes)):
            raise entry.refuse(field, _("<%(tag)s> must have no attribute here") % {"tag": tag})
    return html


def read_audio(entry: Entry, recordings: Drawings) -> int:
    """`audio: name.mp3` of any block that can be read aloud."""
    name = entry.text(AUDIO)
    if name not in recordings:
        raise entry.refuse(AUDIO, _("there is no recording of this name"))
    return recordings[name]


def drawing(entry: Entry, drawings: Drawings, field: str = "drawing") -> int:
    """The row id of the picture made of a drawing."""
    name = entry.text(field)
    if name not in drawings:
        raise entry.refuse(field, _("there is no drawing of this name"))
    return drawings[name]


def _step(entry: Any, drawings: Drawings) -> Raw:
    entry.allow("text", "drawing", "alt")
    text = BOLD.sub(r"<b>\1</b>", escape(entry.text("text")))
    image = drawing(entry, drawings) if "drawing" in entry.entry else None
    return {"text": f"<p>{text}</p>", "image": image, "alt": entry.text("alt", "")}
