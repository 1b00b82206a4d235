"""Whose uuid is whose: a copied block, choice, part or page gets a new one, everything else keeps its own."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from uuid import UUID

from wagtail.blocks import StreamValue

from courses.catalogue.models import ItemIdentity

if TYPE_CHECKING:
    from courses.catalogue.pages import LessonPage

Node = dict[str, Any]


def settle_page(page: LessonPage) -> None:
    """Make every uuid in the body of `page` its own, before the body is written.

    A block keeps the uuid that its stream id held in the previous revision; otherwise the one it carries,
    unless another block of the body or another lesson holds it; otherwise it gets a fresh one. A page
    copied for translation shares `translation_key` and so keeps all, any other copy gets fresh ones.
    """
    stream_block = page.body.stream_block
    # the raw blocks of a copy can be the very objects of its original
    body = deepcopy(stream_block.get_prep_value(page.body))
    nodes = list(nodes_of(body))
    remembered = _remembered(page)
    foreign = _foreign({node["value"]["uid"] for node in nodes} | set(remembered.values()), page)
    taken: set[str] = set()
    for node in _owners_first(nodes, remembered):
        node["value"]["uid"] = _choose(node, remembered.get(node["id"]), foreign | taken)
        taken.add(node["value"]["uid"])
    _claim(taken, lesson=page.translation_key)
    page.body = StreamValue(stream_block, body, is_lazy=True)


def nodes_of(raw: Any) -> Iterator[Node]:
    """Every block, choice and part of a raw body that has an identity, in reading order."""
    if isinstance(raw, list):
        for each in raw:
            yield from nodes_of(each)
    elif isinstance(raw, dict):
        value = raw.get("value")
        if isinstance(value, dict) and "uid" in value:
            yield raw
        for each in raw.values():
            yield from nodes_of(each)


def _choose(node: Node, remembered: str | None, unfree: set[str]) -> str:
    for candidate in (remembered, _canonical(node["value"]["uid"])):
        if candidate and candidate not in unfree:
            return candidate
    return str(uuid.uuid4())


def _canonical(text: str | None) -> str | None:
    try:
        return str(UUID(text or ""))
    except ValueError:
        return None


def _owners_first(nodes: list[Node], remembered: dict[str, str]) -> Iterable[Node]:
    """Blocks known by their stream id choose before newcomers, wherever the copy was dropped."""
    return sorted(nodes, key=lambda node: node["id"] not in remembered)


def _remembered(page: LessonPage) -> dict[str, str]:
    """Stream id to uuid, as the row and then the newest revision had it."""
    if page.pk is None:
        return {}
    stored = type(page).objects.filter(pk=page.pk).first()
    known: dict[str, str] = {}
    for earlier in (stored, stored and stored.get_latest_revision_as_object()):
        if earlier is None:
            continue
        raw = earlier.body.stream_block.get_prep_value(earlier.body)
        known |= _uids_by_stream_id(raw)
    return known


def _uids_by_stream_id(raw: Any) -> dict[str, str]:
    found = ((node["id"], _canonical(node["value"]["uid"])) for node in nodes_of(raw))
    return {stream_id: uid for stream_id, uid in found if stream_id and uid}


def _foreign(uids: Iterable[str | None], page: LessonPage) -> set[str]:
    """Those of `uids` that another lesson owns."""
    known = [uid for uid in map(_canonical, uids) if uid]
    owned = ItemIdentity.objects.filter(uid__in=known).exclude(lesson=page.translation_key)
    return {str(uid) for uid in owned.values_list("uid", flat=True)}


def _claim(uids: Iterable[str], *, lesson: UUID) -> None:
    rows = [ItemIdentity(uid=UUID(uid), lesson=lesson) for uid in uids]
    ItemIdentity.objects.bulk_create(rows, ignore_conflicts=True)
