"""Marks a practice on a simulated screen: pure, and safe against whatever a device may send."""

from __future__ import annotations

from collections.abc import Collection

from courses.questions.marking import BadAnswer, Mark, known_ids

VERDICTS = ("trust", "distrust")
BAR = 75
"""The share of 100 from which a `spot` with the right verdict counts as correct."""


def mark_spot(
    answer: object, *, parts: Collection[str], clues: Collection[str], verdict: str
) -> Mark:
    """Trust it or not, and which parts tell: 50 for the verdict, 50 for the clues.

    A part that is no clue costs as much as a clue brings; a screen without clues gives its 50 to
    whoever taps none. Correct from 75 on, with the right verdict.
    """
    if not isinstance(answer, dict) or answer.get("verdict") not in VERDICTS:
        raise BadAnswer
    tapped = known_ids(answer.get("clues", []), allowed=parts)
    is_right = answer["verdict"] == verdict
    score = (50 if is_right else 0) + clue_points(tapped, frozenset(clues))
    return Mark(correct=is_right and score >= BAR, score=score)


def clue_points(tapped: frozenset[str], clues: frozenset[str]) -> int:
    """0 to 50 for the clues found, less the false ones."""
    if not clues:
        return 0 if tapped else 50
    return max(0, 50 * (len(tapped & clues) - len(tapped - clues)) // len(clues))
