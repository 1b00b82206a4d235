"""The rank test of Mann and Whitney: whether two samples could come from the same source."""

from __future__ import annotations

import math
from collections.abc import Sequence


def same_source(one: Sequence[float], other: Sequence[float]) -> float:
    """The two-sided p-value by the normal approximation, fit for samples of 20 and more."""
    pooled = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks = sum(place for place, (_value, source) in enumerate(pooled, start=1) if source == 0)
    first, second = len(one), len(other)
    mean = first * (first + second + 1) / 2
    deviation = math.sqrt(first * second * (first + second + 1) / 12)
    return math.erfc(abs(ranks - mean) / deviation / math.sqrt(2))
