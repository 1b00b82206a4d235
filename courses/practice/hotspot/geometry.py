"""Areas of a picture in percent of its sides: pure checks that a finger can hit each, and only one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Area = Mapping[str, float]
"""`x` and `y` of the upper left corner, `w` and `h`, all in percent."""

WHOLE = 100
TARGET = 48
"""The least side of what a finger shall hit, in CSS pixels (Material Design, touch targets)."""
NARROW = 316
"""The width of a picture on a page of 360 CSS pixels: less the page's margins and the phone's edge."""


def outside(area: Area) -> list[str]:
    """The sides of the area that reach beyond the picture: `w`, `h` or both."""
    sides = (("x", "w"), ("y", "h"))
    return [side for start, side in sides if area[start] + area[side] > WHOLE]


def too_small(area: Area, *, aspect: float) -> list[str]:
    """The sides under TARGET on a narrow page; `aspect` is the picture's height by its width."""
    pixels = {"w": NARROW * area["w"] / WHOLE, "h": NARROW * aspect * area["h"] / WHOLE}
    return [side for side, length in pixels.items() if length < TARGET]


def first_overlap(areas: Sequence[Area], at: int) -> int | None:
    """The place of the first area before `at` that it covers in part; edges may touch."""
    return next((other for other in range(at) if _overlap(areas[other], areas[at])), None)


def _overlap(one: Area, other: Area) -> bool:
    return _meet(one, other, "x", "w") and _meet(one, other, "y", "h")


def _meet(one: Area, other: Area, start: str, side: str) -> bool:
    return one[start] < other[start] + other[side] and other[start] < one[start] + one[side]
