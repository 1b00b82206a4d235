"""What makes an item suspicious, and the figures it is judged by: pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

ENOUGH_PEOPLE = 30
"""Below this many people a share says more about chance than about the item."""
TOO_HARD = 0.20
TOO_EASY = 0.95
TELLS_APART_FROM = 0.10
MANY_SKIPS = 0.25
MANY_REPORTS = 3
LEAST_SECONDS, MOST_SECONDS = 1, 600
"""Shorter was no reading, longer was a rest: times are held between the two."""

HARD, EASY, FLAT = "too_hard", "too_easy", "tells_nobody_apart"
TEMPTING, SKIPPED, REPORTED = "wrong_choice_of_the_better", "often_skipped", "often_reported"

Scores = Mapping[int, Mapping[str, int]]
"""Per person the score, 0 to 100, of her first try at each item of one version."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of an item and how many took it; `by_better` of those who did the rest better."""

    id: str
    text: str
    right: bool
    taken: int
    by_better: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of one item of one version at first tries; shares are 0 to 1."""

    use: str
    people: int
    facility: float | None
    discrimination: float | None
    median_seconds: int | None
    skips: int
    unanswered: int
    choices: tuple[Choice, ...]
    mistakes: Mapping[str, int]


def facility(scores: Collection[int]) -> float | None:
    """The mean share of points at the first try; None without a try (the item's p-value)."""
    return fmean(scores) / 100 if scores else None


def discrimination(scores: Scores, item: str) -> float | None:
    """How well an item tells apart those who do the rest of the lesson well: -1 to 1, or None.

    The corrected item-rest correlation: Pearson's r between the score of this item and the mean
    score of the others, the item itself left out. The plain point-biserial against the total would
    count the item on both sides, which flatters every item of a lesson as short as ours (Nunnally &
    Bernstein, Psychometric Theory, 1994, ch. 8; Moodle's quiz report measures the same). None when
    there is nobody, no other item, or nobody differs.
    """
    pairs = [
        (float(hers[item]), rest)
        for hers in scores.values()
        if item in hers and (rest := rest_score(hers, item)) is not None
    ]
    return correlation([own for own, _ in pairs], [rest for _, rest in pairs])


def rest_score(hers: Mapping[str, int], item: str) -> float | None:
    """One person's mean score over the other items she tried; None when there is no other."""
    others = [score for name, score in hers.items() if name != item]
    return fmean(others) if others else None


def correlation(left: Sequence[float], right: Sequence[float]) -> float | None:
    """Pearson's r, held between -1 and 1; None where it has no meaning."""
    if not left:
        return None
    at_left, at_right = fmean(left), fmean(right)
    off_left = [each - at_left for each in left]
    off_right = [each - at_right for each in right]
    spread = (sum(each * each for each in off_left) * sum(each * each for each in off_right)) ** 0.5
    if spread < 1e-9:  # noqa: PLR2004 - all alike, but for rounding
        return None
    together = sum(one * other for one, other in zip(off_left, off_right, strict=True))
    return max(-1.0, min(1.0, together / spread))


def better_half(scores: Scores, item: str) -> frozenset[int]:
    """Who did the rest of the lesson at least as well as the middle one of those who tried the item."""
    rests = {
        person: rest
        for person, hers in scores.items()
        if item in hers and (rest := rest_score(hers, item)) is not None
    }
    if not rests:
        return frozenset()
    middle = median(rests.values())
    return frozenset(person for person, rest in rests.items() if rest >= middle)


def middle_seconds(seconds: Iterable[float]) -> int | None:
    """The median of times in seconds, each held between a glance and a rest."""
    held = [min(max(each, LEAST_SECONDS), MOST_SECONDS) for each in seconds]
    return round(median(held)) if held else None


def flags(figures: Figures, *, reports: int) -> tuple[str, ...]:
    """Why an editor should look at the item, the gravest first; none below 30 people."""
    if figures.people < ENOUGH_PEOPLE:
        return ()
    wrong = {
        TEMPTING: is_tempting(figures.choices),
        FLAT: figures.discrimination is not None and figures.discrimination < TELLS_APART_FROM,
        HARD: figures.facility is not None and figures.facility < TOO_HARD,
        EASY: figures.use == "check" and (figures.facility or 0.0) > TOO_EASY,
        SKIPPED: skip_share(figures) >= MANY_SKIPS,
        REPORTED: reports >= MANY_REPORTS,
    }
    return tuple(flag for flag, is_so in wrong.items() if is_so)


def is_tempting(choices: Collection[Choice]) -> bool:
    """Whether the better half took some wrong choice more often than the right one; one right only."""
    right = [choice.by_better for choice in choices if choice.right]
    if len(right) != 1:
        return False
    return any(choice.by_better > right[0] for choice in choices if not choice.right)


def skip_share(figures: Figures) -> float:
    """Of those who met the item, how many said that they do not know or went on without an answer."""
    met = figures.people + figures.unanswered
    return (figures.skips + figures.unanswered) / met if met else 0.0
