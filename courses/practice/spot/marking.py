"""Marks how a message was judged: pure, and safe against whatever a device may send."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Judgement:
    """The parts that were tapped, and whether the message was to be trusted."""

    clues: frozenset[str]
    verdict: str


def mark_spot(
    answer: object, *, parts: Sequence[str], clues: Collection[str], verdict: str
) -> Mark:
    """Trust it or not, and which parts tell; raises BadAnswer.

    The answer is the last judgement, `{"clues": [part], "verdict"}`, with those she took back in
    `before`. Parts are judged as they were tapped at last: looking again costs nothing. Correct is
    the right verdict at last, a trick never trusted, and BAR.
    """
    judged = read_judgements(answer, parts=parts)
    last, right = judged[-1], frozenset(clues)
    fooled = verdict == DISTRUST and any(each.verdict == TRUST for each in judged)
    is_right = last.verdict == verdict
    score = clue_points(last.clues, right)
    if is_right:
        score += AT_ONCE if all(each.verdict == verdict for each in judged) else LATER
    return Mark(
        correct=is_right and not fooled and score >= BAR,
        score=score,
        critical=(TRUSTED,) if fooled else (),
        mistakes=tuple(part for part in parts if part in last.clues ^ right),
    )


def read_judgements(answer: object, *, parts: Collection[str]) -> list[Judgement]:
    """Every judgement in the order it was passed, the last one last; raises BadAnswer."""
    before = answer.get("before", []) if isinstance(answer, dict) else None
    if not isinstance(before, list) or len(before) >= MOST_TRIES:
        raise BadAnswer
    return [_judgement(each, parts) for each in (*before, answer)]


def _judgement(sent: object, parts: Collection[str]) -> Judgement:
    if not isinstance(sent, dict) or sent.get("verdict") not in (TRUST, DISTRUST):
        raise BadAnswer
    return Judgement(known_ids(sent.get("clues", []), allowed=parts), sent["verdict"])


def clue_points(tapped: frozenset[str], clues: frozenset[str]) -> int:
    """0 to CLUES: a part that is no clue costs what a clue brings; where there is none, tap none."""
    if not clues:
        return 0 if tapped else CLUES
    return max(0, CLUES * (len(tapped & clues) - len(tapped - clues)) // len(clues))
