"""What communes gained, added up over their classes; small groups are nobody's business outside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Max, Sum

from courses.sittings.models import ClassGain
from courses.sittings.rules import FEWEST, mean
from identity.communes import queries as communes

if TYPE_CHECKING:
    from identity.communes.models import Commune


@dataclass(frozen=True, slots=True)
class CommuneGain:
    """One commune: its classes' pairs of papers and what they had in them; hidden below FEWEST pairs."""

    commune: Commune
    pairs: int
    before_sum: int
    after_sum: int
    counted_at: datetime

    @property
    def is_hidden(self) -> bool:
        """Whether so few did both tests that a mean would speak of single people."""
        return self.pairs < FEWEST

    @property
    def before(self) -> int:
        """Mean percent before the course."""
        return mean(self.before_sum, self.pairs)

    @property
    def after(self) -> int:
        """Mean percent after the course."""
        return mean(self.after_sum, self.pairs)

    @property
    def points(self) -> int:
        """Percent points gained."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class CityGain:
    """Communes where somebody did both tests, by name; sums over those alone that are not hidden.

    A hidden commune is in no sum, or it could be found by subtraction.
    """

    lines: tuple[CommuneGain, ...]

    @property
    def shown(self) -> tuple[CommuneGain, ...]:
        """The communes whose figures are shown."""
        return tuple(line for line in self.lines if not line.is_hidden)

    @property
    def pairs(self) -> int:
        """How many people did both tests in the communes shown."""
        return sum(line.pairs for line in self.shown)

    @property
    def before(self) -> int:
        """Mean percent before, every person weighing the same."""
        return mean(sum(line.before_sum for line in self.shown), self.pairs)

    @property
    def after(self) -> int:
        """Mean percent after, every person weighing the same."""
        return mean(sum(line.after_sum for line in self.shown), self.pairs)

    @property
    def points(self) -> int:
        """Percent points gained."""
        return self.after - self.before

    @property
    def counted_at(self) -> datetime | None:
        """When the newest class among them was counted."""
        return max((line.counted_at for line in self.lines), default=None)


def city_gain() -> CityGain:
    """The verified gain of every commune with a class that did both tests. Two queries, whatever the city."""
    rows = (
        ClassGain.objects.filter(pairs__gt=0)
        .values_list("cohort__programme__commune_id")
        .annotate(Sum("pairs"), Sum("before"), Sum("after"), Max("computed_at"))
    )
    found = {commune: sums for commune, *sums in rows}
    return CityGain(
        tuple(
            CommuneGain(commune, *found[commune.pk])
            for commune in communes.communes_in_force()
            if commune.pk in found
        )
    )
