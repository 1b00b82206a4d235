"""The place to start of 2,000 simulated people, adaptive against a fixed test of twelve, in one run.

The people are drawn from the population the pool states (its mean and spreads), but they do not fit
the rule: every difficulty is off by an estimator's error, and whoever does not know says so or guesses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import exp
from random import Random
from uuid import UUID

from bench.figures import Figure
from courses.placement import rules
from courses.placement.pools import newest_shelf
from courses.placement.rules import Answered, Item, Pool

PEOPLE, SEED = 2_000, 20261122
ESTIMATE_IS_OFF_BY = 0.4
GUESSES = 0.3
"""The share of those who do not know and tap something all the same."""
LUCK = {"single": 1 / 3, "true_false": 1 / 2}

Says = Callable[[Item], bool]


@dataclass(frozen=True)
class Found:
    """How many questions somebody was asked, and in how many courses the place found was hers."""

    asked: int
    right: int


def measure(*, port: int) -> list[Figure]:
    """Length and agreement of both ways, over the same people."""
    del port
    pool = newest_shelf().pool
    fixed = fixed_test(pool)
    people = [Simulated(pool, number) for number in range(PEOPLE)]
    adaptive = [one.adaptive() for one in people]
    plain = [one.fixed(fixed) for one in people]
    return [
        Figure("placement, questions asked on average", mean_length(adaptive), "", at_most=9),
        Figure("placement, longest run", max(one.asked for one in adaptive), "", at_most=12),
        Figure("placement, right place to start", agreement(pool, adaptive), "", at_least=0.85),
        Figure(
            f"placement, agreement of that with {len(fixed)} fixed questions",
            agreement(pool, adaptive) / agreement(pool, plain),
            at_least=1,
        ),
        Figure(
            f"placement, length of that of {len(fixed)} fixed questions",
            mean_length(adaptive) / mean_length(plain),
            at_most=0.75,
        ),
    ]


def fixed_test(pool: Pool) -> list[Item]:
    """For each skill the question whose level is nearest to the skill's: twelve in all."""
    return [
        min(
            (item for item in pool.items if item.skill == skill.key),
            key=lambda item: (abs(item.level - skill.level), str(item.id)),
        )
        for skill in pool.skills
    ]


def mean_length(found: list[Found]) -> float:
    """Questions a person."""
    return sum(one.asked for one in found) / len(found)


def agreement(pool: Pool, found: list[Found]) -> float:
    """The share of people and courses where the place found is the true one."""
    return sum(one.right for one in found) / (len(found) * len(pool.areas))


class Simulated:
    """One person: an ability in each area, the skills she truly has, and what she answers.

    Her answer to a question is the same in both tests.
    """

    def __init__(self, pool: Pool, number: int) -> None:
        self.pool, self.number = pool, number
        self.abilities = drawn_abilities(pool, luck_of("person", number))
        self.truth = rules.starts(pool, true_skills(pool, self.abilities))

    def adaptive(self) -> Found:
        """Asked by the rule."""
        answers: list[Answered] = []
        while item := rules.next_item(self.pool, self.number, answers):
            answers.append(Answered(item.id, self.says(item)))
        return self.found(answers)

    def fixed(self, items: list[Item]) -> Found:
        """Asked these questions, whatever she says."""
        return self.found([Answered(item.id, self.says(item)) for item in items])

    def found(self, answers: list[Answered]) -> Found:
        """Compared with the truth."""
        has = {each.skill for each in rules.results(self.pool, answers) if each.has_it}
        starts = rules.starts(self.pool, has)
        return Found(len(answers), sum(starts[area] == true for area, true in self.truth.items()))

    def says(self, item: Item) -> bool:
        """Whether her answer is right: she knows it, or she is one of those who guess, and lucky."""
        area = next(skill.area for skill in self.pool.skills if skill.key == item.skill)
        level = item.level + error_of(item.id)
        chance = luck_of("answer", self.number, item.id)
        knows = chance.random() < 1 / (1 + exp(level - self.abilities[area]))
        return knows or (chance.random() < GUESSES and chance.random() < LUCK[item.kind])


def drawn_abilities(pool: Pool, chance: Random) -> dict[str, float]:
    """One general ability, and a deviation in each area."""
    scale = pool.rule.scale
    general = chance.gauss(scale.mean, scale.spread)
    return {area: general + chance.gauss(0, scale.area_spread) for area in pool.areas}


def true_skills(pool: Pool, abilities: Mapping[str, float]) -> set[str]:
    """The skills she has: able enough, and with all they rest on."""
    has: set[str] = set()
    for skill in pool.skills:
        if abilities[skill.area] >= skill.level and has.issuperset(skill.after):
            has.add(skill.key)
    return has


def error_of(item: UUID) -> float:
    """How far the authors' estimate of this question is off, the same for everybody."""
    return luck_of("item", item).gauss(0, ESTIMATE_IS_OFF_BY)


def luck_of(*what: object) -> Random:
    """Dice of its own for each person, answer and question, the same in every run."""
    return Random(" ".join(map(str, (SEED, *what))))  # noqa: S311 - people are made up here, not keys
