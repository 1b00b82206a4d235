"""What differs between two versions of a lesson, and what kinds of change that can be: pure."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

Json = dict[str, Any]
STRUCTURE = frozenset({"kind", "use"})
"""Texts of an item that are no words of it."""
IN_ORDER = frozenset({"order"})
"""Kinds of item whose key is a sequence; in every other one a list of right ones is a set."""
UNSEEN = re.compile(r' data-block-key="[^"]*"|(?<=>)\n\s*(?=<)')
"""What a text from a file has not and a text saved in the editors' screen has, and the other way round."""


class ChangeKind(StrEnum):
    """What a newly published version of a lesson means for those who know the one before it.

    WORDING: nothing changes for anybody. ADDS: who has done it stays done, who is in the middle meets
    what is new. MEANING: the same, and what now asks something else is asked again. KEY: the answers so
    far are marked again, once an editor has seen what that changes.
    """

    WORDING = "wording"
    ADDS = "adds"
    MEANING = "meaning"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Text:
    """What a lesson says, as it is frozen: everything of a version that a change can be told from."""

    use: str
    pass_mark: int
    body: Sequence[Json]
    items: Sequence[Json]
    steps: Sequence[str]
    keys: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Difference:
    """Ids of items and of screens.

    `reshaped` items have other choices, parts or figures; of the rest, `rekeyed` have another key
    and `reworded` other words. `is_remarked`: practice became a check, or the pass mark another one.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    reshaped: tuple[str, ...] = ()
    rekeyed: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    screens_added: tuple[str, ...] = ()
    screens_removed: tuple[str, ...] = ()
    screens_reworded: tuple[str, ...] = ()
    is_remarked: bool = False

    @property
    def has_additions(self) -> bool:
        """Whether anything came."""
        return bool(self.added or self.screens_added)

    @property
    def has_losses(self) -> bool:
        """Whether anything went, or is asked in another way."""
        return bool(self.removed or self.screens_removed or self.reshaped or self.is_remarked)


def difference(before: Text, after: Text) -> Difference:
    """What became of each item and screen."""
    old, new = in_common(by_id(before.items), by_id(after.items))
    both = [item for item in new if item in old]
    reshaped = [item for item in both if shape(old[item]) != shape(new[item])]
    alike = [item for item in both if item not in reshaped]
    return Difference(
        added=tuple(item for item in new if item not in old),
        removed=tuple(item for item in old if item not in new),
        reshaped=tuple(reshaped),
        rekeyed=tuple(item for item in alike if key(before, item) != key(after, item)),
        reworded=tuple(item for item in alike if old[item] != new[item]),
        screens_added=tuple(step for step in after.steps if step not in before.steps),
        screens_removed=tuple(step for step in before.steps if step not in after.steps),
        screens_reworded=reworded_screens(before, after, {*old, *new}),
        is_remarked=(before.use, before.pass_mark) != (after.use, after.pass_mark),
    )


def reworded_screens(before: Text, after: Text, items: Collection[str]) -> tuple[str, ...]:
    """The blocks without a question that say something else than before."""
    old, new = as_read(blocks(before)), as_read(blocks(after))
    return tuple(
        uid for uid, value in new.items() if uid in old and uid not in items and old[uid] != value
    )


def possible_kinds(found: Difference) -> tuple[ChangeKind, ...]:
    """The kinds of change this can be, the likeliest first; what it is, only its editor knows."""
    kinds = []
    if not (found.has_losses or found.has_additions):
        kinds += [ChangeKind.KEY] if found.rekeyed else [ChangeKind.WORDING]
    elif not (found.has_losses or found.rekeyed):
        kinds.append(ChangeKind.ADDS)
    return (*kinds, ChangeKind.MEANING)


def safest_kind(found: Difference) -> ChangeKind:
    """What it counts as where nobody chose: other words of an item are not taken for a slip of the pen."""
    return ChangeKind.MEANING if found.reworded else possible_kinds(found)[0]


def renewed_items(found: Difference, kind: ChangeKind) -> tuple[str, ...]:
    """The items that have to be answered again by whoever is in the middle of the lesson."""
    return (*found.reshaped, *found.reworded) if kind == ChangeKind.MEANING else ()


def correctable_items(found: Difference, kind: ChangeKind) -> tuple[str, ...]:
    """The items whose answers so far can be marked by the new key: they still ask the same."""
    renewed = renewed_items(found, kind)
    return tuple(item for item in found.rekeyed if item not in renewed)


def in_common(
    old: dict[str, Json], new: dict[str, Json]
) -> tuple[dict[str, Json], dict[str, Json]]:
    """The fields that both versions of an item have: one that only one has came with a newer program."""
    return _known_to(old, new), _known_to(new, old)


def _known_to(items: dict[str, Json], others: dict[str, Json]) -> dict[str, Json]:
    return {
        uid: {name: each for name, each in item.items() if name in others.get(uid, item)}
        for uid, item in items.items()
    }


def by_id(items: Sequence[Json]) -> dict[str, Json]:
    """Items by their ids, in order."""
    return {item["id"]: item for item in items}


def blocks(text: Text) -> dict[str, Any]:
    """The values of the body's blocks by their uuids."""
    values = (block["value"] for block in text.body)
    return {value["uid"]: value for value in values if isinstance(value, dict) and "uid" in value}


def as_read(node: Any) -> Any:
    """Texts as readers see them: without the names that the editors' screen gives to paragraphs."""
    if isinstance(node, dict):
        return {field: as_read(each) for field, each in node.items()}
    if isinstance(node, list):
        return [as_read(each) for each in node]
    return UNSEEN.sub("", node) if isinstance(node, str) else node


def shape(item: Json) -> str:
    """An item without its words and without the order in which it shows things."""
    return canonical(skeleton(item))


def skeleton(node: Any, name: str = "") -> Any:
    """Words become nothing; ids, figures and what belongs to what remain."""
    if isinstance(node, dict):
        return {field: skeleton(each, field) for field, each in node.items()}
    if isinstance(node, list):
        return sorted((skeleton(each, name) for each in node), key=canonical)
    if isinstance(node, str) and name not in STRUCTURE and not is_uuid(node):
        return ""
    return node


def key(text: Text, item: str) -> str:
    """The key of an item, equal exactly when the same answers are right."""
    found = text.keys.get(item, {})
    if found.get("kind") in IN_ORDER:
        return canonical(found)
    return canonical({field: as_set(each) for field, each in found.items()})


def as_set(node: Any) -> Any:
    """A list whose order says nothing, in one order."""
    return sorted(node, key=canonical) if isinstance(node, list) else node


def canonical(node: Any) -> str:
    """Equal for equal JSON."""
    return json.dumps(node, ensure_ascii=False, sort_keys=True)


def is_uuid(text: str) -> bool:
    """Whether a text is an id."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
