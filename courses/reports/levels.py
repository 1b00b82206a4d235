"""When a person has reached a level, and which counts may be shown to whom: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

SMALLEST_SHOWN = 5
"""Fewer people than this in a cell could be somebody's neighbours: the number is not told."""
BANDS: tuple[tuple[str, int], ...] = (
    ("0-34", 0),
    ("35-49", 35),
    ("50-59", 50),
    ("60-69", 60),
    ("70+", 70),
)
"""Age bands and the age each begins with, youngest first."""
AGE_UNKNOWN = len(BANDS)
COLUMNS = (*(name for name, _begins in BANDS), "unknown")
"""What the counts of a commune are counts of: each band, and those whose year of birth is not known."""


@dataclass(frozen=True, slots=True)
class Row:
    """What may be told of one commune: a number for each band and in all; None is hidden."""

    bands: tuple[int | None, ...]
    total: int | None


def reached_at(passed: Mapping[UUID, datetime], *, needed: int) -> datetime | None:
    """When so many of the checks had been passed; None while some are missing."""
    times = sorted(passed.values())
    return times[needed - 1] if 0 < needed <= len(times) else None


def band_of(birth_year: int | None, *, year: int) -> int:
    """The place in COLUMNS of somebody born in that year, by the age she reaches in `year`."""
    if birth_year is None:
        return AGE_UNKNOWN
    age = max(0, year - birth_year)
    return max(place for place, (_name, begins) in enumerate(BANDS) if age >= begins)


def shown(counts: Sequence[int]) -> Row:
    """The counts of one commune with small cells hidden, so that no hidden one can be worked out.

    A cell of 1 to 4 is hidden. Where the total less the rest would give it away, the smallest other
    cells go with it, all of one size, so that the choice between them says nothing; where there are
    none, the total. This is the usual primary and secondary suppression of official tables (Hundepool
    and others, Statistical Disclosure Control, 2012, ch. 4). Nobody at all is told as 0.
    """
    small = [count for count in counts if 0 < count < SMALLEST_SHOWN]
    others = [count for count in counts if count >= SMALLEST_SHOWN]
    hidden = set(small)
    if small and others and not _could_be_others(small):
        hidden.add(min(others))
    bands = tuple(None if count in hidden else count for count in counts)
    return Row(bands=bands, total=None if small and not others else sum(counts))


def _could_be_others(small: Sequence[int]) -> bool:
    """Whether their sum leaves open which is which: not of one alone, nor if all must be 1 or all 4."""
    cells = len(small)
    return cells > 1 and cells < sum(small) < cells * (SMALLEST_SHOWN - 1)
