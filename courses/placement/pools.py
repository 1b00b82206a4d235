"""Versions of the pool as values: what never changes is read once and kept in the process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from courses.placement.belief import Scale
from courses.placement.models import PlacementKey, PlacementPool
from courses.placement.rules import Item, Pool, Rule, Skill
from courses.questions.choices import SINGLE, TRUE_FALSE
from courses.questions.kinds import ItemKind, Json

KINDS: Mapping[str, ItemKind] = {kind.name: kind for kind in (SINGLE, TRUE_FALSE)}
KEPT = 32


class NoPool(Exception):
    """No content/placement.yaml has been imported yet."""

    code = "no_pool"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One version of the pool, ready to be asked from: the rule's own view, the words, the keys."""

    id: int
    number: int
    pool: Pool
    rule: Json
    skills: Mapping[str, Json]
    items: Mapping[UUID, Json]
    keys: Mapping[UUID, Json]


def newest_shelf() -> Shelf:
    """The version that runs begin with now; raises NoPool. One short query."""
    newest = PlacementPool.objects.order_by("-number").values_list("pk", flat=True).first()
    if newest is None:
        raise NoPool
    return shelf(newest)


@lru_cache(maxsize=KEPT)
def shelf(pool_id: int) -> Shelf:
    """The version of that row id, kept in the process."""
    row = PlacementPool.objects.get(pk=pool_id)
    keys = dict(PlacementKey.objects.filter(pool=pool_id).values_list("item", "key"))
    return Shelf(
        id=row.pk,
        number=row.number,
        pool=as_pool(row.rule, row.skills, row.items),
        rule=row.rule,
        skills={skill["key"]: skill for skill in row.skills},
        items={UUID(item["id"]): item for item in row.items},
        keys=keys,
    )


def as_pool(rule: Json, skills: list[Json], items: list[Json]) -> Pool:
    """The stored JSON as the rule reads it."""
    names = ("key", "area", "level")
    return Pool(
        rule=Rule(**rule | {"scale": Scale(**rule["scale"])}),
        skills=tuple(
            Skill(**{name: skill[name] for name in names}, after=tuple(skill["after"]))
            for skill in skills
        ),
        items=tuple(
            Item(UUID(item["id"]), item["skill"], item["level"], item["kind"]) for item in items
        ),
    )


def public_pool(kept: Shelf) -> Json:
    """A version as plain data without any key."""
    return {
        "version": kept.number,
        "rule": kept.rule,
        "skills": list(kept.skills.values()),
        "items": list(kept.items.values()),
    }
