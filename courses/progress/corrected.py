"""What corrections make of a mark: the best that stands, whatever order they came in. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Corrected:
    """What the standing corrections of one answer come to. They lift a mark, or leave it."""

    score: int | None = None
    correct: bool = False
    is_out: bool = False

    def score_of(self, own: int | None) -> int | None:
        """The better of the mark it got when it came and the corrected one."""
        if own is None or self.score is None:
            return own
        return max(own, self.score)

    def correct_of(self, own: bool | None) -> bool | None:
        """Right once it was found right."""
        return own if own is None else own or self.correct


AS_IT_CAME = Corrected()


@dataclass(frozen=True, slots=True)
class Amendment:
    """One correction by one regrade, or the taking back of one."""

    regrade: UUID
    score: int
    correct: bool
    is_out: bool
    is_taken_back: bool


def standing(amendments: Iterable[Amendment]) -> Corrected:
    """Those that were not taken back, together: the highest score, right if one found it right."""
    known = list(amendments)
    taken_back = {each.regrade for each in known if each.is_taken_back}
    left = [each for each in known if each.regrade not in taken_back]
    if not left:
        return AS_IT_CAME
    return Corrected(
        score=max(each.score for each in left),
        correct=any(each.correct for each in left),
        is_out=any(each.is_out for each in left),
    )
