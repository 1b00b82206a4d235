"""Marks an answer to a question: pure, and safe against whatever a device may send.

An answer that has not the shape its question asks for raises BadAnswer; everything else gets a
mark from 0 to 100. The order in which choices were tapped, and tapping one twice, change nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from courses.questions.numbers import number_in
from identity.communes.folding import fold

LONGEST_TEXT = 200


class BadAnswer(Exception):
    """The answer has not the shape its item asks for, or names something the item has not."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the server found: `score` is 0 to 100, `correct` is the item's own bar.

    `critical` names the mistakes that would have cost her dearly outside (a code given away, money sent
    to the wrong person), by ids of the item; whoever made one has not done it right. `mistakes` names
    what else is to be mended, in the same way.
    """

    correct: bool
    score: int
    critical: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()


RIGHT = Mark(correct=True, score=100)
WRONG = Mark(correct=False, score=0)


def known_ids(answer: object, *, allowed: Collection[str]) -> frozenset[str]:
    """The ids of a list answer; raises BadAnswer unless each is one of `allowed`."""
    if not isinstance(answer, list) or not all(isinstance(each, str) for each in answer):
        raise BadAnswer
    picked = frozenset(answer)
    if not picked <= frozenset(allowed):
        raise BadAnswer
    return picked


def mark_single(answer: object, *, choices: Collection[str], right: Collection[str]) -> Mark:
    """One choice of several; the answer is its id."""
    if not isinstance(answer, str) or answer not in choices:
        raise BadAnswer
    return RIGHT if answer in right else WRONG


def mark_multiple(answer: object, *, choices: Collection[str], right: Collection[str]) -> Mark:
    """All that apply; a wrong tap costs a right one, and only the exact set is correct."""
    picked = known_ids(answer, allowed=choices)
    wanted = frozenset(right)
    if picked == wanted:
        return RIGHT
    found, false = len(picked & wanted), len(picked - wanted)
    score = max(0, 100 * (found - false) // len(wanted)) if wanted else 0
    return Mark(correct=False, score=score)


def mark_true_false(answer: object, *, right: bool) -> Mark:
    """True or false; the answer is a JSON boolean, a number will not do."""
    if not isinstance(answer, bool):
        raise BadAnswer
    return RIGHT if answer is right else WRONG


def mark_match(answer: object, *, pairs: Mapping[str, str], rights: Collection[str]) -> Mark:
    """Each left with its right, as `{left id: right id}`; each pair found counts alike."""
    if not isinstance(answer, dict) or not all(isinstance(each, str) for each in answer.values()):
        raise BadAnswer
    if not set(answer) <= set(pairs) or not set(answer.values()) <= set(rights):
        raise BadAnswer
    found = sum(answer.get(left) == right for left, right in pairs.items())
    return Mark(correct=found == len(pairs), score=100 * found // len(pairs))


def mark_order(answer: object, *, order: Sequence[str]) -> Mark:
    """All entries, each once, first to last; neighbours that stand the right way round count alike."""
    if known_ids(answer, allowed=order) != frozenset(order) or len(answer) != len(order):  # type: ignore[arg-type]
        raise BadAnswer
    place = {entry: at for at, entry in enumerate(answer)}  # type: ignore[arg-type,var-annotated]
    kept = sum(place[one] < place[other] for one, other in pairwise(order))
    return Mark(correct=answer == list(order), score=100 * kept // (len(order) - 1))


def mark_short_text(answer: object, *, accepted: Collection[str]) -> Mark:
    """A few words; marks, capitals, blanks and punctuation make no difference. `accepted` is folded."""
    if not isinstance(answer, str) or not 0 < len(answer.strip()) <= LONGEST_TEXT:
        raise BadAnswer
    return RIGHT if fold(answer) in accepted else WRONG


def mark_number(answer: object, *, amount: Decimal, tolerance: Decimal) -> Mark:
    """A number as people here write it, as text or as JSON; right within the tolerance on either side."""
    is_number = isinstance(answer, str | int | float) and not isinstance(answer, bool)
    given = number_in(str(answer)) if is_number else None
    if given is None:
        raise BadAnswer
    return RIGHT if abs(given - amount) <= tolerance else WRONG
