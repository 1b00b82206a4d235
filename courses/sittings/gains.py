"""What a class gained between its test before and its test after: by person, by objective, as a whole."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from courses.classes.models import Cohort
from courses.classes.permissions import live_learners
from courses.sittings.items import form_of
from courses.sittings.models import ClassGain, SittingAnswer, SittingPaper
from courses.sittings.papers import RELATED
from courses.sittings.rules import (
    AFTER,
    BEFORE,
    FEWEST,
    HIGHER,
    LOWER,
    PAIRED,
    SAME,
    Pair,
    band,
    by_objective,
    mean,
    percent,
)

if TYPE_CHECKING:
    from identity.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Result:
    """A paper that was done to its end: percent as a whole and for each objective."""

    percent: int
    objectives: Mapping[UUID, int]


@dataclass(frozen=True, slots=True)
class PersonGain:
    """One learner: percent before and after, None for a test she missed or did not end; never zero for it."""

    learner: Person
    before: int | None
    after: int | None
    is_begun_before: bool
    is_begun_after: bool

    @property
    def band(self) -> str | None:
        """Higher, same or lower; None while one of the two is missing."""
        if self.before is None or self.after is None:
            return None
        return band(Pair(self.before, self.after))


@dataclass(frozen=True, slots=True)
class ObjectiveGain:
    """One objective over everybody who did both tests: mean percent, and how many people in each band."""

    title: str
    before: int
    after: int
    higher: int
    same: int
    lower: int


@dataclass(frozen=True, slots=True)
class Gain:
    """What a class gained; who missed a test stands in `people` and in no mean."""

    people: tuple[PersonGain, ...]
    objectives: tuple[ObjectiveGain, ...]
    pairs: int
    before: int
    after: int

    @property
    def is_small(self) -> bool:
        """Whether so few did both that the means speak of single people."""
        return self.pairs < FEWEST

    @property
    def bands(self) -> Counter[str]:
        """How many people in each band."""
        return Counter(person.band for person in self.people if person.band)

    @property
    def missed_before(self) -> int:
        """How many have no finished test before."""
        return sum(person.before is None for person in self.people)

    @property
    def missed_after(self) -> int:
        """How many have no finished test after."""
        return sum(person.after is None for person in self.people)


def read_gain(cohort: Cohort) -> Gain:
    """The gain of a class, from its answers; the caller has written the look down. A handful of queries."""
    papers = _papers(cohort)
    results = _results(papers)
    people = _people(cohort, papers)
    rows = tuple(_person(person, papers, results) for person in people)
    both = [(results[pk, BEFORE], results[pk, AFTER]) for pk in _paired(people, results)]
    return Gain(
        people=rows,
        objectives=_objectives(papers, both),
        pairs=len(both),
        before=mean(sum(before.percent for before, _after in both), len(both)),
        after=mean(sum(after.percent for _before, after in both), len(both)),
    )


def recount(*, cohort: Cohort, now: dt.datetime) -> None:
    """Write the class's figures anew from its answers; part of the caller's transaction, safe to repeat."""
    papers = _papers(cohort)
    results = _results(papers)
    keys = {pk for pk, _moment in results}
    pairs = [
        Pair(results[pk, BEFORE].percent, results[pk, AFTER].percent)
        for pk in keys
        if (pk, BEFORE) in results and (pk, AFTER) in results
    ]
    bands = Counter(band(pair) for pair in pairs)
    ClassGain.objects.update_or_create(
        cohort=cohort,
        defaults={
            "pairs": len(pairs),
            "before": sum(pair.before for pair in pairs),
            "after": sum(pair.after for pair in pairs),
            "higher": bands[HIGHER],
            "same": bands[SAME],
            "lower": bands[LOWER],
            "computed_at": now,
        },
    )


Papers = dict[tuple[int, str], SittingPaper]
Results = dict[tuple[int, str], Result]


def _papers(cohort: Cohort) -> Papers:
    rows = SittingPaper.objects.filter(
        sitting__cohort=cohort, sitting__moment__in=PAIRED
    ).select_related(*RELATED)
    return {(row.person.as_kept.pk, row.sitting.moment): row for row in rows.order_by("-pk")}


def _results(papers: Papers) -> Results:
    scores: dict[int, dict[UUID, int]] = {}
    rows = SittingAnswer.objects.filter(paper__in=[paper.pk for paper in papers.values()])
    for paper, item, score in rows.order_by("pk").values_list("paper_id", "item", "score"):
        scores.setdefault(paper, {})[item] = score
    found = ((key, _result(paper, scores.get(paper.pk, {}))) for key, paper in papers.items())
    return {key: result for key, result in found if result is not None}


def _result(paper: SittingPaper, scores: Mapping[UUID, int]) -> Result | None:
    aims = {UUID(item): UUID(aim) for item, aim in form_of(paper).aims.items()}
    if not aims.keys() <= scores.keys():
        return None
    return Result(percent([scores[item] for item in aims]), by_objective(scores, aims))


def _people(cohort: Cohort, papers: Papers) -> list[Person]:
    """Everybody in the class now, then those who sat and have left since."""
    here = live_learners(cohort)
    present = {person.pk for person in here}
    gone = {paper.person.as_kept for (pk, _), paper in papers.items() if pk not in present}
    return [*here, *sorted(gone, key=lambda person: person.pk)]


def _person(person: Person, papers: Papers, results: Results) -> PersonGain:
    before, after = results.get((person.pk, BEFORE)), results.get((person.pk, AFTER))
    return PersonGain(
        learner=person,
        before=before.percent if before else None,
        after=after.percent if after else None,
        is_begun_before=(person.pk, BEFORE) in papers,
        is_begun_after=(person.pk, AFTER) in papers,
    )


def _paired(people: Iterable[Person], results: Results) -> list[int]:
    return [
        person.pk
        for person in people
        if (person.pk, BEFORE) in results and (person.pk, AFTER) in results
    ]


def _objectives(papers: Papers, both: list[tuple[Result, Result]]) -> tuple[ObjectiveGain, ...]:
    """In the editor's order, under the words of the newest form anybody of the class sat."""
    titles: dict[UUID, str] = {}
    for paper in sorted(papers.values(), key=lambda paper: paper.pk):
        titles |= {UUID(each["id"]): each["title"] for each in form_of(paper).objectives}
    found = ((title, _pairs_of(objective, both)) for objective, title in titles.items())
    return tuple(_objective(title, pairs) for title, pairs in found if pairs)


def _pairs_of(objective: UUID, both: list[tuple[Result, Result]]) -> list[Pair]:
    return [
        Pair(before.objectives[objective], after.objectives[objective])
        for before, after in both
        if objective in before.objectives and objective in after.objectives
    ]


def _objective(title: str, pairs: list[Pair]) -> ObjectiveGain:
    bands = Counter(map(band, pairs))
    return ObjectiveGain(
        title=title,
        before=mean(sum(pair.before for pair in pairs), len(pairs)),
        after=mean(sum(pair.after for pair in pairs), len(pairs)),
        higher=bands[HIGHER],
        same=bands[SAME],
        lower=bands[LOWER],
    )
