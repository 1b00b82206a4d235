"""A figure, its goal, and how alternating runs become one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

ROUNDS = 5


@dataclass(frozen=True)
class Figure:
    """One measured ratio or size, and the bound we set ourselves (`at_least` or `at_most`)."""

    name: str
    value: float
    unit: str = "x"
    at_least: float | None = None
    at_most: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the bound is kept."""
        above = self.at_least is None or self.value >= self.at_least
        return above and (self.at_most is None or self.value <= self.at_most)

    def __str__(self) -> str:
        bound = f">= {self.at_least}" if self.at_least is not None else f"<= {self.at_most}"
        mark = "met" if self.holds else "MISSED"
        return f"{self.name:<66} {self.value:8.2f} {self.unit:<4} goal {bound:<8} {mark}"

    def as_json(self) -> dict[str, Any]:
        """For bench.json."""
        return asdict(self) | {"holds": self.holds}


def ratio(one: Callable[[], float], other: Callable[[], float]) -> float:
    """The median of one/other over alternating rounds; one round before them warms both up."""
    one(), other()
    return median(one() / other() for _ in range(ROUNDS))
