"""Marks how a message was judged: pure, and safe against whatever a device may send."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from courses.questions.marking import BadAnswer, Mark, known_ids

TRUST, DISTRUST = "trust", "distrust"
BAR = 75
"""The score from which a message judged right at last counts as seen through."""
AT_ONCE, LATER = 50, 25
"""What the right verdict is worth: given from the start, and only after the other one."""
CLUES = 50
"""What all clues together are worth."""
TRUSTED = "trusted"
"""The critical mistake: a trick was believed."""
MOST_TRIES = 10


def mark_spot(
    answer: object, *, parts: Sequence[str], clues: Collection[str], verdict: str
) -> Mark:
    """Trust it or not, and which parts tell; raises BadAnswer.

    The answer is `{"clues": [part], "verdict"}` as it was judged at last, with the verdicts she took
    back in `before`. To look at the parts again costs nothing. Correct is the right verdict at last,
    a trick never trusted, and BAR.
    """
    if not isinstance(answer, dict):
        raise BadAnswer
    verdicts = read_verdicts(answer)
    tapped, wanted = known_ids(answer.get("clues", []), allowed=parts), frozenset(clues)
    is_right, is_fooled = verdicts[-1] == verdict, verdict == DISTRUST and TRUST in verdicts
    score = clue_points(tapped, wanted)
    if is_right:
        score += AT_ONCE if set(verdicts) == {verdict} else LATER
    return Mark(
        correct=is_right and not is_fooled and score >= BAR,
        score=score,
        critical=(TRUSTED,) if is_fooled else (),
        mistakes=tuple(part for part in parts if part in tapped ^ wanted),
    )


def read_verdicts(answer: Mapping[str, Any]) -> list[str]:
    """Every verdict of the try, the last one last; raises BadAnswer."""
    before = answer.get("before", [])
    if not isinstance(before, list) or len(before) >= MOST_TRIES:
        raise BadAnswer
    verdicts = [*before, answer.get("verdict")]
    if not all(each in (TRUST, DISTRUST) for each in verdicts):
        raise BadAnswer
    return verdicts


def clue_points(tapped: frozenset[str], clues: frozenset[str]) -> int:
    """0 to CLUES: a part that is no clue costs what a clue brings; where there is none, tap none."""
    if not clues:
        return 0 if tapped else CLUES
    return max(0, CLUES * (len(tapped & clues) - len(tapped - clues)) // len(clues))
