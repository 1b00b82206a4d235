"""What the editors' screens say about kinds of change: the effect of each, with true numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.catalogue.changes import Proposal
from courses.catalogue.differences import ChangeKind, renewed_items
from courses.regrading.queries import Known

NAMES: Mapping[ChangeKind, Any] = {
    ChangeKind.WORDING: gettext_lazy("Wording only"),
    ChangeKind.ADDS: gettext_lazy("Adds something"),
    ChangeKind.MEANING: gettext_lazy("Changes the meaning"),
    ChangeKind.KEY: gettext_lazy("Corrects a key"),
}
WHY_NOT: Mapping[ChangeKind, Any] = {
    ChangeKind.WORDING: gettext_lazy("Not possible: more than words is different."),
    ChangeKind.ADDS: gettext_lazy(
        "Not possible: nothing came, or something else was changed beside what came."
    ),
    ChangeKind.KEY: gettext_lazy("Not possible: no key is different, or more than keys is."),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of change as it is offered: what it will do, or why it cannot be."""

    kind: ChangeKind
    name: str
    effect: str
    is_possible: bool
    is_suggested: bool


def offers(proposed: Proposal, known: Known) -> list[Offer]:
    """All four kinds; the likeliest is suggested."""
    possible = proposed.possible
    return [
        Offer(
            kind=kind,
            name=str(NAMES[kind]),
            effect=effect(kind, proposed, known) if kind in possible else str(WHY_NOT[kind]),
            is_possible=kind in possible,
            is_suggested=kind == possible[0],
        )
        for kind in ChangeKind
    ]


def effect(kind: ChangeKind, proposed: Proposal, known: Known) -> str:
    """What the kind does to the people who know the lesson."""
    numbers = {
        "begun": grouped(known.begun),
        "done": grouped(known.done),
        "new": len(proposed.found.added),
        "again": len(renewed_items(proposed.found, kind)),
    }
    return str(EFFECTS[kind]) % numbers


EFFECTS: Mapping[ChangeKind, Any] = {
    ChangeKind.WORDING: gettext_lazy(
        "Nobody has to do anything again. The %(begun)s who are learning read the new words."
    ),
    ChangeKind.ADDS: gettext_lazy(
        "The %(done)s who are done stay done and see the new part as “new, not required”. The"
        " %(begun)s who are learning also do what is new (questions and practices: %(new)d)."
    ),
    ChangeKind.MEANING: gettext_lazy(
        "The %(done)s who are done stay done, by the version they did, and are invited to look again."
        " The %(begun)s who are learning go on in the new version: they keep what has not changed,"
        " do what is new (%(new)d) and answer again what asks something else (%(again)d)."
    ),
    ChangeKind.KEY: gettext_lazy(
        "Nothing happens to anybody's marks yet. After publishing, a trial run shows for each learner"
        " what the right key would change; marks can only rise, and only after you confirm."
    ),
}


def summary(known: Known) -> str:
    """The sentence at the top: how many people, and that nobody loses a result."""
    if not known.total:
        return _("Nobody has begun this lesson yet.")
    return _("%(begun)s learning, %(done)s done: nobody loses a result.") % {
        "begun": grouped(known.begun),
        "done": grouped(known.done),
    }


def grouped(number: int) -> str:
    """A number with its thousands set apart, as people here write it."""
    return f"{number:,}".replace(",", ".")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that differs: what became of it, and its words before and now."""

    what: str
    before: str
    now: str


def lines(proposed: Proposal) -> list[Line]:
    """Everything that differs, item by item and screen by screen."""
    old = words(proposed.base.items, proposed.base.body)
    new = words(proposed.said.fields["items"], proposed.said.fields["body"])
    found = proposed.found
    changed = [item for item in found.reworded if item not in found.rekeyed]
    items = {*found.added, *found.removed}
    sorts: list[tuple[Any, Iterable[str]]] = [
        (_("Added"), found.added),
        (_("Removed"), found.removed),
        (_("Other choices or parts"), found.reshaped),
        (_("Another key"), found.rekeyed),
        (_("Other words"), changed),
        (_("Screen added"), [step for step in found.screens_added if step not in items]),
        (_("Screen removed"), [step for step in found.screens_removed if step not in items]),
        (_("Screen with other words"), found.screens_reworded),
    ]
    told = [Line(what, old.get(i, ""), new.get(i, "")) for what, ids in sorts for i in ids]
    return [*told, Line(_("Use or pass mark"), "", "")] if found.is_remarked else told


def words(items: Iterable[Mapping[str, Any]], body: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What stands first in each item and in each block."""
    texts = {
        value["uid"]: value.get("heading") or value.get("title") or ""
        for block in body
        if isinstance(value := block["value"], dict) and "uid" in value
    }
    return texts | {item["id"]: item.get("text", "") for item in items}
