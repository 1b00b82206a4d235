"""Marks where somebody tapped: pure, and safe against whatever a device may send."""

from __future__ import annotations

from collections.abc import Collection

from courses.questions.marking import BadAnswer, Mark, known_ids

BAR = 50
"""Found at the second area at the latest."""


def mark_hotspot(
    answer: object, *, areas: Collection[str], right: Collection[str], critical: Collection[str]
) -> Mark:
    """All areas tapped until the right one; any of `right` is found.

    The whole score is shared among the right one and each wrong one before it. Correct is found, no
    critical mistake and BAR.
    """
    if not isinstance(answer, dict):
        raise BadAnswer
    tapped = known_ids(answer.get("steps"), allowed=areas)
    wrong = tapped - frozenset(right)
    score = 100 // (1 + len(wrong)) if tapped - wrong else 0
    made = tuple(sorted(wrong & frozenset(critical)))
    return Mark(correct=score >= BAR and not made, score=score, critical=made)
