"""Marks a conversation by what was said in it: pure, and safe against whatever a device may send."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from courses.practice.branch.paths import reached
from courses.questions.marking import BadAnswer, Mark, known_ids

BAR = 75
"""The score from which a conversation that ended well counts as held right."""
WORTH = {"good": 100, "risky": 50, "bad": 0}
"""What saying something is worth at its step."""


def mark_branch(
    answer: object,
    *,
    start: str,
    ways: Mapping[str, Mapping[str, str]],
    quality: Mapping[str, str],
    ends: Mapping[str, str],
    critical: Collection[str],
) -> Mark:
    """Walk from the start by what was said; what was said at steps never come to is passed over.

    `ways` is step -> choice -> step. Each step on the way counts alike: a step without an answer
    nothing, one answered twice (she went back) the mean of both. What was said stays said: a critical
    mistake counts although she went back. Correct is a good ending, no critical mistake and BAR.
    """
    if not isinstance(answer, dict):
        raise BadAnswer
    said = known_ids(answer.get("steps"), allowed=quality)
    spoken = {step: said & set(choices) for step, choices in ways.items()}
    edges = {step: [ways[step][choice] for choice in spoken[step]] for step in ways}
    been = reached([start], edges)
    asked = [step for step in been if ways.get(step)]
    score = sum(_worth(spoken[step], quality) for step in asked) // max(1, len(asked))
    made = sorted(choice for step in asked for choice in spoken[step] if choice in critical)
    is_done = any(ends.get(step) == "good" for step in been)
    is_correct = is_done and not made and score >= BAR
    return Mark(correct=is_correct, score=score, critical=tuple(made))


def _worth(said: Collection[str], quality: Mapping[str, str]) -> int:
    return sum(WORTH[quality[choice]] for choice in said) // max(1, len(said))
