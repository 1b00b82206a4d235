"""Where a conversation can go: pure walks over its steps, for editors' checks, marking and the best way."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

Edges = Mapping[str, Iterable[str]]
"""What each step leads to."""


def reached(starts: Iterable[str], edges: Edges) -> frozenset[str]:
    """Every step that can be come to from `starts`, themselves included."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        step = waiting.pop()
        if step not in found:
            found.add(step)
            waiting.extend(edges.get(step, ()))
    return frozenset(found)


def backwards(edges: Edges) -> Edges:
    """The same ways, walked from their ends."""
    turned: dict[str, list[str]] = {}
    for step, targets in edges.items():
        for target in targets:
            turned.setdefault(target, []).append(step)
    return turned


def shortest_way(
    start: str, ways: Mapping[str, Mapping[str, str]], ends: Iterable[str]
) -> list[str] | None:
    """The fewest choices from `start` to one of `ends`, or None; `ways` is step -> choice -> step."""
    wanted = frozenset(ends)
    said: dict[str, list[str]] = {start: []}
    waiting = deque([start])
    while waiting:
        step = waiting.popleft()
        if step in wanted:
            return said[step]
        for choice, target in ways.get(step, {}).items():
            if target not in said:
                said[target] = [*said[step], choice]
                waiting.append(target)
    return None


def ways_of(shown: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Step id -> choice id -> step id, of the public half of a `branch`."""
    return {
        step["id"]: {choice["id"]: choice["goto"] for choice in step["choices"]}
        for step in shown["steps"]
    }
