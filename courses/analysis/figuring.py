"""The figures of every item of one lesson version, from everybody's first tries and the key: pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses.analysis import rules
from courses.analysis.rules import Choice, Figures
from courses.analysis.tries import FirstTry, Met, picked, scores
from courses.progress.grading import Sheet, mark_answer
from courses.questions.marking import BadAnswer


@dataclass(frozen=True, slots=True)
class AnalysedItem:
    """One item as statistics need it: what it shows, one right answer, and how to mark."""

    id: str
    use: str
    shown: Mapping[str, Any]
    solution: Any
    sheet: Sheet


def figures(item: AnalysedItem, everybody: Mapping[int, Met]) -> Figures:
    """What is known of the item; every person counts once, by her first try."""
    first = {p: met.tries[item.id] for p, met in everybody.items() if item.id in met.tries}
    marks = scores(everybody)
    better = rules.better_half(marks, item.id)
    return Figures(
        use=item.use,
        people=len(first),
        facility=rules.facility([one.score for one in first.values()]),
        discrimination=rules.discrimination(marks, item.id),
        median_seconds=rules.middle_seconds(
            one.seconds for one in first.values() if one.seconds is not None
        ),
        skips=sum(one.is_skip for one in first.values()),
        unanswered=sum(
            item.id in met.seen and item.id not in met.tries for met in everybody.values()
        ),
        choices=choices(item, first, better),
        mistakes=mistakes(item, first.values()),
    )


def choices(
    item: AnalysedItem, first: Mapping[int, FirstTry], better: Collection[int]
) -> tuple[Choice, ...]:
    """Each choice in the order shown, with how many took it; none where nothing is chosen."""
    taken: Counter[str] = Counter()
    by_better: Counter[str] = Counter()
    for person, one in first.items():
        taken.update(picked(one.answer))
        by_better.update(picked(one.answer) if person in better else ())
    right = frozenset(picked(item.solution))
    return tuple(
        Choice(each, text, each in right, taken[each], by_better[each])
        for each, text in offered(item.shown)
    )


def offered(shown: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The choices a question offers, by id; true and false have no ids of their own."""
    if shown.get("kind") == "true_false":
        return [("true", _("True")), ("false", _("False"))]
    return [(each["id"], each.get("text", "")) for each in shown.get("choices", ())]


def mistakes(item: AnalysedItem, first: Collection[FirstTry]) -> dict[str, int]:
    """How many made each critical mistake at their first try: their answers marked once more."""
    made: Counter[str] = Counter()
    for one in first:
        made.update(frozenset(critical(item, one.answer)))
    return dict(sorted(made.items()))


def critical(item: AnalysedItem, answer: Any) -> tuple[str, ...]:
    """The critical mistakes in an answer; an answer that cannot be read has none."""
    try:
        return mark_answer(item.sheet, answer).critical
    except BadAnswer:
        return ()
