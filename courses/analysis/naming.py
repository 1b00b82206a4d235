"""What a critical mistake was, in words: what stood on the screen, or else what was said to it; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

NAMES = ("text", "label", "name")
"""The fields in which kinds of items keep the words of what one can tap."""


def in_words(
    mistakes: Mapping[str, int], *, shown: Mapping[str, Any], said: Mapping[str, str]
) -> list[tuple[str, int]]:
    """Each mistake of an item with how many made it, the most frequent first."""
    words = {**said, **dict(_named(shown))}
    found = [(words.get(each) or each, people) for each, people in mistakes.items()]
    return sorted(found, key=lambda one: -one[1])


def _named(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        name = next((node[field] for field in NAMES if field in node), "")
        if "id" in node and name:
            yield node["id"], name
    for each in node.values() if isinstance(node, Mapping) else node:
        if isinstance(each, Mapping | list):
            yield from _named(each)
