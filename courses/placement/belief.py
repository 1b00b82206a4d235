"""What answers let us believe of a person: one general ability and a small deviation in each area.

A grid stands for the curve (as in Pix), the response curve is Rasch's with a chance of guessing
(Rasch 1960; Birnbaum in Lord and Novick 1968). Pure, and small enough for any phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log2

Curve = tuple[float, ...]
EVEN = 1.0


@dataclass(frozen=True, slots=True)
class Scale:
    """The grid of abilities in logits, and how wide people and their areas are thought to lie."""

    lowest: float
    highest: float
    step: float
    mean: float
    spread: float
    area_spread: float

    @property
    def general(self) -> tuple[float, ...]:
        """The points at which the general ability is weighed."""
        return _points(self.lowest, self.highest, self.step)

    @property
    def deviations(self) -> tuple[float, ...]:
        """The points at which an area may deviate from it: two spreads either way."""
        reach = self.step * max(1, round(2 * self.area_spread / self.step))
        return _points(-reach, reach, self.step)

    @property
    def abilities(self) -> tuple[float, ...]:
        """The points of general ability and deviation together."""
        reach = self.deviations[-1]
        return _points(self.lowest - reach, self.highest + reach, self.step)


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer as far as belief goes: the area, the question's level and guessing, right or not."""

    area: str
    level: float
    guess: float
    is_right: bool


@lru_cache(maxsize=4096)
def chance(scale: Scale, level: float, guess: float) -> Curve:
    """How likely a right answer is at each ability."""
    return tuple(guess + (1 - guess) / (1 + exp(level - at)) for at in scale.abilities)


@lru_cache(maxsize=4096)
def reached(scale: Scale, level: float) -> Curve:
    """How much of each grid cell lies at or above a level; never falls as ability grows."""
    return tuple(min(1.0, max(0.0, (at - level) / scale.step + 0.5)) for at in scale.abilities)


def beliefs(scale: Scale, areas: Iterable[str], heard: Iterable[Heard]) -> dict[str, Curve]:
    """What to believe of the ability in each area, as weights over `scale.abilities` that sum to 1."""
    told = likelihoods(scale, areas, heard)
    weights = _bell(scale.deviations, 0.0, scale.area_spread)
    prior = _bell(scale.general, scale.mean, scale.spread)
    seen = {area: _blurred(curve, weights) for area, curve in told.items()}
    return {
        area: _normal(_lifted(_without(area, seen, prior), weights, curve))
        for area, curve in told.items()
    }


def likelihoods(scale: Scale, areas: Iterable[str], heard: Iterable[Heard]) -> dict[str, Curve]:
    """How well each ability in an area explains the answers given there."""
    curves: dict[str, Curve] = {area: (EVEN,) * len(scale.abilities) for area in areas}
    for each in heard:
        right = chance(scale, each.level, each.guess)
        seen = right if each.is_right else tuple(1 - p for p in right)
        curves[each.area] = tuple(
            one * other for one, other in zip(curves[each.area], seen, strict=True)
        )
    return curves


def mean(scale: Scale, belief: Curve) -> float:
    """The ability expected."""
    return sum(at * weight for at, weight in zip(scale.abilities, belief, strict=True))


def share(belief: Curve, part: Curve) -> float:
    """How much of the belief lies in a part of the scale."""
    return sum(weight * inside for weight, inside in zip(belief, part, strict=True))


def information(belief: Curve, right: Curve, parts: Sequence[Curve]) -> float:
    """Bits an answer is expected to tell about each of these parts, summed (mutual information)."""
    weighed = tuple(weight * p for weight, p in zip(belief, right, strict=True))
    is_right = sum(weighed)
    found = 0.0
    for part in parts:
        both, inside = share(weighed, part), share(belief, part)
        table = ((both, is_right - both), (inside - both, 1 - is_right - inside + both))
        found += _shared_bits(table, is_right, inside)
    return found


def _shared_bits(
    table: tuple[tuple[float, float], tuple[float, float]], is_right: float, inside: float
) -> float:
    rows, columns = (is_right, 1 - is_right), (inside, 1 - inside)
    return sum(
        cell * log2(cell / (rows[i] * columns[j]))
        for i, row in enumerate(table)
        for j, cell in enumerate(row)
        if cell > 0 and rows[i] > 0 and columns[j] > 0
    )


def _points(first: float, last: float, step: float) -> tuple[float, ...]:
    return tuple(first + step * at for at in range(round((last - first) / step) + 1))


@lru_cache(maxsize=64)
def _bell(points: tuple[float, ...], middle: float, spread: float) -> Curve:
    return _normal([exp(-0.5 * ((at - middle) / spread) ** 2) for at in points])


def _blurred(curve: Curve, weights: Curve) -> Curve:
    """At each general ability, the mean of the curve over the deviations."""
    width = len(weights)
    return tuple(
        sum(weight * curve[at + to] for to, weight in enumerate(weights))
        for at in range(len(curve) - width + 1)
    )


def _lifted(general: Sequence[float], weights: Curve, told: Curve) -> list[float]:
    """The general weights carried over to abilities, times what was told in this area."""
    lifted = [0.0] * len(told)
    for at, mass in enumerate(general):
        for to, weight in enumerate(weights):
            lifted[at + to] += mass * weight
    return [one * other for one, other in zip(lifted, told, strict=True)]


def _without(area: str, seen: Mapping[str, Curve], prior: Curve) -> list[float]:
    """The general weights from every other area."""
    weights = list(prior)
    for other, curve in seen.items():
        if other != area:
            weights = [one * more for one, more in zip(weights, curve, strict=True)]
    return weights


def _normal(weights: Sequence[float]) -> Curve:
    whole = sum(weights)
    return tuple(weight / whole for weight in weights)
