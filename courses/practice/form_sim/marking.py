"""Marks an application filed on an invented portal: pure, and safe against whatever is sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from courses.practice.entries import Wanted
from courses.questions.marking import BadAnswer, Mark, known_ids

AT_ONCE, LATER = 2, 1
"""What a thing right in the first sending is worth, and in the last one."""
MOST_STEPS = 50
PAPERS = "papers"
"""All that was attached counts as one."""


@dataclass(frozen=True, slots=True)
class Sending:
    """The application as it stood each time it was sent."""

    typed: Mapping[str, str]
    attached: frozenset[str]


def mark_form_sim(
    answer: object,
    *,
    fields: Mapping[str, Wanted],
    papers: Collection[str],
    right: frozenset[str],
    critical: frozenset[str],
) -> Mark:
    """Each sending is a step, `{"typed": {field: text}, "attached": [paper]}`; raises BadAnswer.

    Each field counts alike, and so do the papers together: whole when right in the first sending, half
    when mended by the last. Correct is accepted in the last, and no critical paper in any.
    """
    sendings = read_sendings(answer, fields=fields, papers=papers)
    first, last = (right_in(each, fields, right) for each in (sendings[0], sendings[-1]))
    wanted = {*fields, PAPERS}
    points = sum(AT_ONCE if each in first else LATER for each in last)
    score = 100 * points // (AT_ONCE * len(wanted))
    made = frozenset().union(*(each.attached for each in sendings)) & critical
    return Mark(
        correct=last == wanted and not made,
        score=score,
        critical=tuple(sorted(made)),
        mistakes=(
            *(name for name in fields if name not in last),
            *sorted((sendings[-1].attached ^ right) - made),
        ),
    )


def right_in(
    sending: Sending, fields: Mapping[str, Wanted], right: frozenset[str]
) -> frozenset[str]:
    """The fields that hold what they are to hold, and PAPERS if exactly the right ones are attached."""
    met = {name for name, each in fields.items() if each.is_met(sending.typed.get(name, ""))}
    return frozenset(met | {PAPERS} if sending.attached == right else met)


def read_sendings(
    answer: object, *, fields: Collection[str], papers: Collection[str]
) -> list[Sending]:
    """Each sending whole; what one does not name stands as in the one before."""
    sent = answer.get("steps") if isinstance(answer, dict) else None
    if not isinstance(sent, list) or not 0 < len(sent) <= MOST_STEPS:
        raise BadAnswer
    sendings = [Sending(typed={}, attached=frozenset())]
    for raw in sent:
        if not isinstance(raw, dict):
            raise BadAnswer
        attached = known_ids(raw.get("attached", []), allowed=papers)
        typed = {**sendings[-1].typed, **_typed(raw.get("typed", {}), fields)}
        sendings.append(Sending(typed=typed, attached=attached))
    return sendings[1:]


def _typed(sent: Any, fields: Collection[str]) -> dict[str, str]:
    if not isinstance(sent, dict) or not set(sent) <= set(fields):
        raise BadAnswer
    if not all(isinstance(each, str) for each in sent.values()):
        raise BadAnswer
    return sent
