"""An application from a content file, as the raw JSON of a StreamField."""

from __future__ import annotations

from cms.blocks.files import Drawings, Raw
from cms.blocks.files import item as listed
from cms.publishing.files import Source
from courses.practice import envelope


def read_form_sim(entry: Source, _drawings: Drawings) -> Raw:
    """`form_sim: {envelope, app_name, procedure, sections, asks, attachments, receipt}`."""
    entry.allow(
        *envelope.FIELDS, "app_name", "procedure", "sections", "asks", "attachments", "receipt"
    )
    value = envelope.read_envelope(entry)
    sections = [_section(each) for each in entry.maps("sections")]
    papers = [_paper(each) for each in entry.maps("attachments")]
    return value | {
        "app_name": entry.text("app_name"),
        "procedure": entry.text("procedure"),
        "sections": envelope.children(value["uid"], "section", sections),
        "asks": entry.text("asks"),
        "attachments": [listed(paper, paper["uid"]) for paper in papers],
        "receipt": entry.text("receipt"),
    }


def _section(entry: Source) -> Raw:
    entry.allow("title", "fields")
    fields = [_field(field) for field in entry.maps("fields")]
    return {
        "title": entry.text("title"),
        "fields": [listed(field, field["uid"]) for field in fields],
    }


def _field(entry: Source) -> Raw:
    entry.allow("id", "label", "entry", "options", "rule", "wanted", "error")
    uid = entry.uuid()
    return {
        "uid": uid,
        "label": entry.text("label"),
        "entry": entry.text("entry", "text"),
        "options": envelope.children(uid, "option", entry.entry.get("options", [])),
        "rule": entry.text("rule", "same"),
        "wanted": entry.text("wanted"),
        "error": entry.text("error"),
    }


def _paper(entry: Source) -> Raw:
    entry.allow("id", "name", "quality", "critical", "why")
    return {
        "uid": entry.uuid(),
        "name": entry.text("name"),
        "quality": entry.text("quality"),
        "critical": entry.flag("critical", default=False),
        "why": entry.text("why"),
    }
