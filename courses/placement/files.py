"""content/placement.yaml read strictly: a slip is named by its place, and nothing of the file is taken."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cms.publishing.files import Source, digest
from courses.placement.rules import MOST_ITEMS
from courses.questions.kinds import Json

KINDS = ("single", "true_false")
SCALE = ("lowest", "highest", "step", "mean", "spread", "area_spread")
RULE = (
    "fewest_items",
    "most_items",
    "first_at_most",
    "leap",
    "sure",
    "least_information",
    "nearly",
)
FEWEST_CHOICES = 2


@dataclass(frozen=True, slots=True)
class PoolFile:
    """What the file says, taken apart: `items` may be read by everybody, `keys` by the server alone."""

    rule: Json
    skills: list[Json]
    items: list[Json]
    keys: Mapping[str, Json]

    @property
    def digest(self) -> str:
        """Equal exactly when the files say the same."""
        return digest(self.rule, self.skills, self.items, self.keys)


def read_pool(source: Source, *, areas: Collection[str]) -> PoolFile:
    """The pool of a file; raises ContentRefused. `areas` are the keys of content/skills.yaml."""
    source.allow("rule", "skills", "items")
    skills = _skills(source, areas)
    levels = {skill["key"]: skill["level"] for skill in skills}
    items, keys = [], {}
    for entry in source.maps("items"):
        item, key = _item(entry, levels)
        if item["id"] in keys:
            raise entry.refuse("id", _("this id stands here twice"))
        items.append(item)
        keys[item["id"]] = key
    lonely = sorted(set(levels) - {item["skill"] for item in items})
    if lonely:
        raise source.refuse("items", _("no question asks for %(skill)s") % {"skill": lonely[0]})
    return PoolFile(_rule(source), skills, items, keys)


def _rule(source: Source) -> Json:
    rule = _map(source, "rule")
    rule.allow("scale", "guess", *RULE)
    scale, guess = _map(rule, "scale"), _map(rule, "guess")
    scale.allow(*SCALE)
    guess.allow(*KINDS)
    found = {name: number(rule, name) for name in RULE}
    if not 1 <= found["most_items"] <= MOST_ITEMS:
        raise rule.refuse("most_items", _("between 1 and %(most)s") % {"most": MOST_ITEMS})
    return found | {
        "fewest_items": int(found["fewest_items"]),
        "most_items": int(found["most_items"]),
        "scale": {name: number(scale, name) for name in SCALE},
        "guess": {name: number(guess, name) for name in KINDS},
    }


def _skills(source: Source, areas: Collection[str]) -> list[Json]:
    """Each stands after what it rests on, and not below it in level: so the graph has no circle."""
    levels: dict[str, float] = {}
    skills = []
    for entry in source.maps("skills"):
        entry.allow("key", "area", "title", "level", "after", "module")
        skill = _skill(entry, areas)
        for name in skill["after"]:
            if levels.get(name, skill["level"] + 1) > skill["level"]:
                raise entry.refuse("after", _("must stand above, with a lower level"))
        if skill["key"] in levels:
            raise entry.refuse("key", _("this key stands here twice"))
        levels[skill["key"]] = skill["level"]
        skills.append(skill)
    missing = sorted(set(areas) - {skill["area"] for skill in skills})
    if missing:
        raise source.refuse("skills", _("no skill of the area %(area)s") % {"area": missing[0]})
    return skills


def _skill(entry: Source, areas: Collection[str]) -> Json:
    after = entry.entry.get("after", [])
    if not isinstance(after, list) or not all(isinstance(each, str) for each in after):
        raise entry.refuse("after", _("a list of entries is needed"))
    if entry.text("area") not in areas:
        raise entry.refuse("area", _("there is no skill area of this key"))
    return {
        "key": entry.text("key"),
        "area": entry.text("area"),
        "title": entry.text("title"),
        "level": number(entry, "level"),
        "after": after,
        "module": entry.uuid("module"),
    }


def _item(entry: Source, levels: Mapping[str, float]) -> tuple[Json, Json]:
    kind = entry.text("kind")
    if kind not in KINDS:
        raise entry.refuse("kind", _("single or true_false"))
    if entry.text("skill") not in levels:
        raise entry.refuse("skill", _("there is no skill of this key"))
    item = {
        "id": entry.uuid(),
        "skill": entry.text("skill"),
        "level": number(entry, "level"),
        "kind": kind,
        "text": entry.text("text"),
    }
    said = {"said": entry.text("feedback")}
    if kind == "true_false":
        entry.allow("id", "skill", "level", "kind", "text", "answer", "feedback")
        return item, {"answer": entry.flag("answer")} | said
    entry.allow("id", "skill", "level", "kind", "text", "choices", "feedback")
    choices = entry.maps("choices")
    return item | {"choices": _choices(choices)}, {"correct": _right(entry, choices)} | said


def _choices(choices: list[Source]) -> list[Json]:
    for choice in choices:
        choice.allow("id", "text", "correct")
    return [{"id": choice.uuid(), "text": choice.text("text")} for choice in choices]


def _right(entry: Source, choices: list[Source]) -> list[str]:
    right = [choice.uuid() for choice in choices if choice.flag("correct", default=False)]
    if len(choices) < FEWEST_CHOICES or len(right) != 1:
        raise entry.refuse("choices", _("at least two, of which exactly one is right"))
    return right


def _map(source: Source, field: str) -> Source:
    value: Any = source.entry.get(field)
    if not isinstance(value, dict):
        raise source.refuse(field, _("fields with values are needed"))
    return Source(source.file, f"{source.where}.{field}" if source.where else field, value)


def number(source: Source, field: str) -> float:
    """A number; true and false are none."""
    value: Any = source.entry.get(field)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise source.refuse(field, _("a number is needed"))
    return float(value)
