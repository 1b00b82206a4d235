"""Takes a body apart into what everybody may read and what only the server may know: pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cms.blocks.audio import AUDIO
from courses.catalogue.body import ITEM_TYPES, SCREEN_STARTERS
from courses.catalogue.kinds import kind_of

Json = dict[str, Any]


class NotFreezable(Exception):
    """The body is not a lesson: an item without identity, twice the same one, or nothing at all."""


@dataclass(frozen=True, slots=True)
class SecretHalf:
    """The key and the feedback of one item, as JSON."""

    item: str
    key: Json
    feedback: Json


@dataclass(frozen=True, slots=True)
class FrozenBody:
    """A body ready to be stored: `body` and `items` hold nothing of `secrets`."""

    body: list[Json]
    items: list[Json]
    steps: list[str]
    secrets: list[SecretHalf]


def freeze_body(
    raw: list[Json], *, use: str, withdrawn: frozenset[str] = frozenset()
) -> FrozenBody:
    """The two halves of a raw StreamField body; raises NotFreezable. Nobody is asked what is withdrawn."""
    items = [block for block in raw if block["type"] in ITEM_TYPES]
    found = [block for block in items if block["value"]["uid"] not in withdrawn]
    frozen = FrozenBody(
        body=[_public_block(block) for block in raw],
        items=[_public_item(block, use=use) for block in found],
        steps=[block["value"]["uid"] for block in raw if block["type"] in SCREEN_STARTERS],
        secrets=[_secret_half(block) for block in found],
    )
    _refuse_unless_whole(frozen)
    return frozen


def recordings_in(body: Iterable[Json]) -> list[int]:
    """The row ids of the recordings a frozen body names; such a row never changes and is kept for good."""
    return [block["value"][AUDIO] for block in body if block["value"].get(AUDIO)]


def digest(*parts: Any) -> str:
    """A hash that is equal exactly when what was published is."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def secrets_as_json(secrets: Iterable[SecretHalf]) -> list[Json]:
    """The secret halves in a shape that can be hashed."""
    return [{"item": each.item, "key": each.key, "feedback": each.feedback} for each in secrets]


def _refuse_unless_whole(frozen: FrozenBody) -> None:
    named = [*frozen.steps, *(named for item in frozen.items for named in _ids_within(item))]
    if not frozen.steps or not all(named) or len(set(named)) != len(named):
        raise NotFreezable


def _ids_within(item: Json) -> list[str]:
    """The ids of an item's choices, parts and whatever else it shows in lists; not its own."""
    lists = [each for each in item.values() if isinstance(each, list)]
    entries = [entry for each in lists for entry in each if isinstance(entry, dict)]
    return [
        named
        for each in entries
        for named in ([each["id"]] if "id" in each else []) + _ids_within(each)
    ]


def _public_block(block: Json) -> Json:
    shown = _without_silence(block["value"])
    if block["type"] in ITEM_TYPES:
        shown = _without(shown, kind_of(block).secrets)
    return block | {"value": shown}


def _without_silence(value: Json) -> Json:
    """A block nobody has read aloud says the same as one written before there were recordings."""
    is_silent = AUDIO in value and value[AUDIO] is None
    return {name: each for name, each in value.items() if name != AUDIO} if is_silent else value


def _without(node: Any, secrets: frozenset[str]) -> Any:
    if isinstance(node, list):
        return [_without(each, secrets) for each in node]
    if isinstance(node, dict):
        kept = {name: each for name, each in node.items() if name not in secrets}
        return {name: _without(each, secrets) for name, each in kept.items()}
    return node


def _public_item(block: Json, *, use: str) -> Json:
    """What the API shows: `{id, kind, use}` and what the kind adds to it."""
    kind = kind_of(block)
    named = {"id": block["value"]["uid"], "kind": kind.name, "use": use}
    return named | kind.halves(block["value"]).shown


def _secret_half(block: Json) -> SecretHalf:
    kind = kind_of(block)
    halves = kind.halves(block["value"])
    said: Json = {"said": halves.said}
    if halves.explanation is not None:
        said["explanation"] = halves.explanation
    return SecretHalf(
        item=block["value"]["uid"], key={"kind": kind.name} | halves.key, feedback=said
    )
