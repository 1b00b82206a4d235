"""The rule of placement: which question comes next, when it ends, what was found. Pure.

Deterministic in the pool, the seed and the answers, so that any device comes to the same path.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from courses.placement import belief
from courses.placement.belief import Curve, Heard, Scale

MOST_ITEMS = 12
FNV_OFFSET, FNV_PRIME, WORD = 2166136261, 16777619, 2**32


@dataclass(frozen=True, slots=True)
class Rule:
    """The figures of the rule, as content/placement.yaml states them.

    Questions that tell at least the share `nearly` of the best one's information are as good as it.
    """

    scale: Scale
    fewest_items: int
    most_items: int
    first_at_most: float
    leap: float
    sure: float
    least_information: float
    guess: Mapping[str, float]
    nearly: float = 0.9


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill of the graph: its area, the ability from which a person has it, and what it rests on."""

    key: str
    area: str
    level: float
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One question: the skill it asks for and its difficulty in logits (estimated, not measured)."""

    id: UUID
    skill: str
    level: float
    kind: str


@dataclass(frozen=True, slots=True)
class Pool:
    """The rule, the graph and the questions of one version; skills stand after what they rest on."""

    rule: Rule
    skills: tuple[Skill, ...]
    items: tuple[Item, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas in the order of their first skills."""
        return tuple(dict.fromkeys(skill.area for skill in self.skills))


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and whether the answer was right; "I don't know" is not right."""

    item: UUID
    is_right: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What is thought of one skill: how likely she has it, and whether anything of it was asked."""

    skill: str
    probability: float
    is_inferred: bool

    @property
    def has_it(self) -> bool:
        """More likely than not."""
        return self.probability >= 0.5  # noqa: PLR2004


def next_item(pool: Pool, seed: int, answers: Sequence[Answered]) -> Item | None:
    """The question that tells most, or None when it is over.

    Over: as many as the rule allows, or none left that would tell anything. A question of a skill
    that is known already, one way or the other, is not asked; nor is one that would be a leap. The
    first few are asked in any case, so that two nervous answers alone place nobody.
    """
    if len(answers) >= min(pool.rule.most_items, MOST_ITEMS):
        return None
    believed = _beliefs(pool, answers)
    is_early = len(answers) < pool.rule.fewest_items
    asked = {answer.item for answer in answers}
    unsettled = _unsettled(pool, believed)
    open_ones = [
        item
        for item in pool.items
        if item.id not in asked
        and (is_early or item.skill in unsettled)
        and _is_near(pool, item, believed)
    ]
    if not answers:
        open_ones = [item for item in open_ones if item.level <= pool.rule.first_at_most]
    least = 0.0 if is_early else pool.rule.least_information
    return _most_telling(pool, open_ones, believed, least=least, seed=seed)


def results(pool: Pool, answers: Sequence[Answered]) -> list[Found]:
    """What the answers say of every skill, whatever chose the questions.

    Never lower for an answer that was right instead of wrong, and never a skill without the skills
    it rests on.
    """
    skill_of = {item.id: item.skill for item in pool.items}
    asked = {skill_of[answer.item] for answer in answers}
    likely = spread(pool.skills, _likely(pool, _beliefs(pool, answers)))
    return [
        Found(skill.key, likely[skill.key], is_inferred=skill.key not in asked)
        for skill in pool.skills
    ]


def starts(pool: Pool, has: Collection[str]) -> dict[str, str | None]:
    """For each area the first skill that is not among those she has; None where she has them all."""
    return {
        area: next(
            (skill.key for skill in pool.skills if skill.area == area and skill.key not in has),
            None,
        )
        for area in pool.areas
    }


def spread(skills: Sequence[Skill], likely: Mapping[str, float]) -> dict[str, float]:
    """Carry what is likely along the graph: a failure up to what rests on it, a success down.

    Each skill ends half-way between the least of what it rests on and the most of what rests on it,
    so that none is likelier than the skills below it.
    """
    least, most = dict(likely), dict(likely)
    for skill in skills:
        least[skill.key] = min([least[skill.key], *(least[each] for each in skill.after)])
    for skill in reversed(skills):
        for each in skill.after:
            most[each] = max(most[each], most[skill.key])
    return {skill.key: (least[skill.key] + most[skill.key]) / 2 for skill in skills}


def rank(seed: int, item: UUID) -> int:
    """The place of a question among equals: FNV-1a (32 bit) over the seed and the question's id."""
    found = FNV_OFFSET
    for byte in f"{seed}:{item}".encode():
        found = (found ^ byte) * FNV_PRIME % WORD
    return found


def _beliefs(pool: Pool, answers: Iterable[Answered]) -> dict[str, Curve]:
    items = {item.id: item for item in pool.items}
    areas = {skill.key: skill.area for skill in pool.skills}
    heard = [
        Heard(areas[item.skill], item.level, pool.rule.guess[item.kind], answer.is_right)
        for answer in answers
        if (item := items[answer.item])
    ]
    return belief.beliefs(pool.rule.scale, pool.areas, heard)


def _likely(pool: Pool, believed: Mapping[str, Curve]) -> dict[str, float]:
    scale = pool.rule.scale
    return {
        skill.key: belief.share(believed[skill.area], belief.reached(scale, skill.level))
        for skill in pool.skills
    }


def _unsettled(pool: Pool, believed: Mapping[str, Curve]) -> set[str]:
    """The skills of which it is not yet sure enough whether she has them."""
    sure = pool.rule.sure
    likely = spread(pool.skills, _likely(pool, believed))
    return {key for key, chance in likely.items() if 1 - sure < chance < sure}


def _is_near(pool: Pool, item: Item, believed: Mapping[str, Curve]) -> bool:
    """Not further above what she is thought to be able to do than the rule allows; an easy one always."""
    area = next(skill.area for skill in pool.skills if skill.key == item.skill)
    reach = belief.mean(pool.rule.scale, believed[area]) + pool.rule.leap
    return item.level <= max(reach, pool.rule.first_at_most)


def _most_telling(
    pool: Pool,
    items: Iterable[Item],
    believed: Mapping[str, Curve],
    *,
    least: float,
    seed: int,
) -> Item | None:
    told = {item: _information(pool, item, believed) for item in items}
    most = max(told.values(), default=0.0)
    if most <= 0 or most < least:
        return None
    best = [item for item, bits in told.items() if bits >= pool.rule.nearly * most]
    return min(best, key=lambda item: (rank(seed, item.id), str(item.id)))


def _information(pool: Pool, item: Item, believed: Mapping[str, Curve]) -> float:
    scale = pool.rule.scale
    area = next(skill.area for skill in pool.skills if skill.key == item.skill)
    parts = [belief.reached(scale, skill.level) for skill in pool.skills if skill.area == area]
    right = belief.chance(scale, item.level, pool.rule.guess[item.kind])
    return belief.information(believed[area], right, parts)
