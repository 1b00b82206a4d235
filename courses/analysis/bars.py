"""How many took each choice, as a drawing: numbers for an SVG and never a style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 200


@dataclass(frozen=True, slots=True)
class Bar:
    """One choice and the lengths of its two bars: of everybody and of the better half."""

    text: str
    is_right: bool
    taken: int
    by_better: int
    percent: int
    length: int
    better_length: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """All bars of an item; a full one is `width` long."""

    bars: tuple[Bar, ...]
    width: int = WIDTH


def drawing(choices: Sequence[dict[str, Any]], *, people: int) -> Drawing:
    """The bars of an item's choices; a full bar is everybody."""
    return Drawing(bars=tuple(bar(each, people=people) for each in choices))


def bar(choice: dict[str, Any], *, people: int) -> Bar:
    """The bar of one choice."""
    whole = max(people, 1)
    return Bar(
        text=choice["text"],
        is_right=choice["right"],
        taken=choice["taken"],
        by_better=choice["by_better"],
        percent=round(100 * choice["taken"] / whole),
        length=WIDTH * min(choice["taken"], whole) // whole,
        better_length=WIDTH * min(choice["by_better"], whole) // whole,
    )
