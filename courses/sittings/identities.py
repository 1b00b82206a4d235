"""Gives every objective, question and choice of a paired test a uuid that is its own and stays."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from uuid import UUID

from wagtail.blocks import StreamValue

from courses.catalogue.identities import nodes_of
from courses.catalogue.models import ItemIdentity

if TYPE_CHECKING:
    from courses.sittings.pairedtest import PairedTest

Raw = dict[str, Any]


def settle(test: PairedTest) -> None:
    """Keep the uuid each part carries unless another part or a lesson holds it; else a fresh one."""
    bodies = {name: raw_of(test, name) for name in test.BODIES}
    named = [node["value"] for body in bodies.values() for node in _named(body)]
    foreign = _foreign((value["uid"] for value in named), owner=test.uuid)
    taken: set[str] = set()
    for value in named:
        free = _canonical(value["uid"]) not in {None, *foreign, *taken}
        value["uid"] = str(UUID(value["uid"])) if free else str(uuid.uuid4())
        taken.add(value["uid"])
    rows = [ItemIdentity(uid=UUID(uid), lesson=test.uuid) for uid in taken]
    ItemIdentity.objects.bulk_create(rows, ignore_conflicts=True)
    for name, body in bodies.items():
        setattr(test, name, StreamValue(getattr(test, name).stream_block, body, is_lazy=True))


def raw_of(test: PairedTest, name: str) -> list[Raw]:
    """The raw JSON of one of its fields, as a copy."""
    value = getattr(test, name)
    raw = value.stream_block.get_prep_value(value)
    return deepcopy(raw)


def _named(body: list[Raw]) -> Iterable[Raw]:
    """Everything that has a uuid: objectives and choices as nodes, questions within their item."""
    for block in body:
        question = block["value"].get("question")
        if question is not None:
            yield {"value": question}
        yield from nodes_of([block])


def _canonical(text: str | None) -> str | None:
    try:
        return str(UUID(text or ""))
    except ValueError:
        return None


def _foreign(uids: Iterable[str], *, owner: UUID) -> set[str]:
    known = [uid for uid in map(_canonical, uids) if uid]
    owned = ItemIdentity.objects.filter(uid__in=known).exclude(lesson=owner)
    return {str(uid) for uid in owned.values_list("uid", flat=True)}
