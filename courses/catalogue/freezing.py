"""Takes a body apart into what everybody may read and what only the server may know: pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from courses.catalogue.body import ITEM_TYPES, SCREEN_STARTERS

# what a question or practice holds beside its public shape
SECRET_FIELDS = frozenset(
    [
        "correct",
        "feedback",
        "answer",
        "feedback_true",
        "feedback_false",
        "explanation",
        "is_clue",
        "why",
        "verdict",
        "right",
        "wrong",
    ]
)
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


def freeze_body(raw: list[Json], *, use: str) -> FrozenBody:
    """The two halves of a raw StreamField body; raises NotFreezable."""
    found = [block for block in raw if block["type"] in ITEM_TYPES]
    frozen = FrozenBody(
        body=[_public_block(block) for block in raw],
        items=[_public_item(block, use=use) for block in found],
        steps=[block["value"]["uid"] for block in raw if block["type"] in SCREEN_STARTERS],
        secrets=[_secret_half(block) for block in found],
    )
    _refuse_unless_whole(frozen)
    return frozen


def digest(*parts: Any) -> str:
    """A hash that is equal exactly when what was published is."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def secrets_as_json(secrets: Iterable[SecretHalf]) -> list[Json]:
    """The secret halves in a shape that can be hashed."""
    return [{"item": each.item, "key": each.key, "feedback": each.feedback} for each in secrets]


def _refuse_unless_whole(frozen: FrozenBody) -> None:
    named = [
        *frozen.steps,
        *(named for item in frozen.items for named in _ids(item.get("choices"), item.get("parts"))),
    ]
    if not frozen.steps or not all(named) or len(set(named)) != len(named):
        raise NotFreezable


def _ids(*lists: list[Json] | None) -> list[str]:
    return [each["id"] for each_list in lists for each in each_list or ()]


def _public_block(block: Json) -> Json:
    if block["type"] not in ITEM_TYPES:
        return block
    return block | {"value": _without_secrets(block["value"])}


def _without_secrets(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_secrets(each) for each in node]
    if isinstance(node, dict):
        kept = {name: each for name, each in node.items() if name not in SECRET_FIELDS}
        return {name: _without_secrets(each) for name, each in kept.items()}
    return node


def _public_item(block: Json, *, use: str) -> Json:
    """What the API shows: `{id, kind, use, text, choices}` or `{id, kind, use, text, channel, parts}`."""
    value = block["value"]
    if block["type"] == "spot":
        parts = [
            {"id": part["uid"], "kind": part["kind"], "text": part["text"]}
            for part in _values(value["parts"])
        ]
        shown = {"text": value["goal"], "channel": value["channel"], "parts": parts}
        return {"id": value["uid"], "kind": "spot", "use": use} | shown
    item = {"id": value["uid"], "kind": value["kind"], "use": use, "text": value["text"]}
    if value["kind"] != "true_false":
        choices = _values(value["choices"])
        item["choices"] = [{"id": each["uid"], "text": each["text"]} for each in choices]
    return item


def _secret_half(block: Json) -> SecretHalf:
    value = block["value"]
    if block["type"] == "spot":
        return _spot_secret(value)
    if value["kind"] == "true_false":
        return SecretHalf(
            item=value["uid"],
            key={"kind": "true_false", "answer": value["answer"] == "true"},
            feedback=_said(
                value, {"true": value["feedback_true"], "false": value["feedback_false"]}
            ),
        )
    choices = _values(value["choices"])
    right = [each["uid"] for each in choices if each["correct"]]
    return SecretHalf(
        item=value["uid"],
        key={"kind": value["kind"], "correct": right},
        feedback=_said(value, {each["uid"]: each["feedback"] for each in choices}),
    )


def _spot_secret(value: Json) -> SecretHalf:
    parts = _values(value["parts"])
    clues = [part["uid"] for part in parts if part["is_clue"]]
    said = {part["uid"]: part["why"] for part in parts if part["why"]}
    return SecretHalf(
        item=value["uid"],
        key={"kind": "spot", "correct": clues, "verdict": value["verdict"]},
        feedback={"said": said | {"right": value["right"], "wrong": value["wrong"]}},
    )


def _said(value: Json, said: dict[str, str]) -> Json:
    return {"said": said, "explanation": value["explanation"]}


def _values(items: list[Json]) -> list[Json]:
    """The values of a raw ListBlock."""
    return [item["value"] for item in items]
