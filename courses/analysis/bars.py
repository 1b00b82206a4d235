"""How many took each choice, as a drawing: numbers for an SVG and never a style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 300
ROW = 28


@dataclass(frozen=True, slots=True)
class Bar:
    """One choice: where its bar stands and how long it is, of everybody and of the better half."""

    text: str
    is_right: bool
    taken: int
    by_better: int
    percent: int
    length: int
    better_length: int
    top: int

    @property
    def below(self) -> int:
        """Where the second, thinner bar stands."""
        return self.top + 14


@dataclass(frozen=True, slots=True)
class Drawing:
    """All bars of an item and the height they need."""

    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH


def drawing(choices: Sequence[dict[str, Any]], *, people: int) -> Drawing:
    """The bars of an item's choices; a full bar is everybody."""
    bars = tuple(bar(each, place, people=people) for place, each in enumerate(choices))
    return Drawing(bars=bars, height=ROW * len(bars))


def bar(choice: dict[str, Any], place: int, *, people: int) -> Bar:
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
        top=ROW * place,
    )
