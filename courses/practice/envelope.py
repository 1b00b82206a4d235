"""What every practice on a simulated screen has around it: the goal, who one plays, hints and tries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.audio import recorded
from cms.blocks.files import Raw, item
from cms.blocks.uid import UidBlock
from cms.publishing.files import Source
from courses.practice.realness import what_looks_real
from courses.questions.kinds import Json, values

MOST_FACTS = 8
MOST_HINTS = 3
USUAL_TRIES = 3
MOST_TRIES = 10
FIELDS = ("id", "goal", "plays", "card", "hints", "tries", "right", "wrong")
"""What the envelope reads of a content file."""
SECRETS = frozenset(["hints", "right", "wrong"])
"""What of the envelope nobody may read before she has tried."""


class FactBlock(blocks.StructBlock):
    """One line of the card: what is asked for outside, with an invented value."""

    label = blocks.CharBlock(label=_("What it is"), max_length=60)
    value = blocks.CharBlock(label=_("Invented value"), max_length=120)

    def clean(self, value: Any) -> Any:
        """Nobody shall take an invented card or citizen's number for a real one."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse_real({"value": cleaned["value"]})
        return cleaned

    class Meta:
        icon = "tag"
        label = _("Line of the card")
        label_format = "{label}: {value}"


class CharacterBlock(blocks.StructBlock):
    """Who one plays: an invented person with invented data, never one's own."""

    name = blocks.CharBlock(label=_("Invented name"), required=False, max_length=80)
    facts = blocks.ListBlock(FactBlock(), label=_("What is known"), default=[], max_num=MOST_FACTS)

    class Meta:
        icon = "user"
        label = _("Who one plays")


class PracticeBlock(blocks.StructBlock):
    """The envelope; a kind of practice adds its screens and says how they are marked."""

    uid = UidBlock()
    goal = blocks.TextBlock(label=_("What to do here"), max_length=300, rows=2)
    character = CharacterBlock(required=False)
    hints = blocks.ListBlock(
        blocks.CharBlock(max_length=200),
        label=_("Hints, one after another"),
        default=[],
        max_num=MOST_HINTS,
    )
    tries = blocks.IntegerBlock(
        label=_("Tries before it is shown how"),
        default=USUAL_TRIES,
        min_value=1,
        max_value=MOST_TRIES,
    )
    right = blocks.TextBlock(label=_("What to say when done well"), max_length=500, rows=2)
    wrong = blocks.TextBlock(label=_("What to say otherwise"), max_length=500, rows=2)
    audio = recorded()

    class Meta:
        style = "css/practice.css"


def refuse_real(texts: Mapping[str, str]) -> None:
    """Refuse, at its field, a text whose invented numbers could be somebody's card or citizen's number."""
    real = [
        name
        for name, text in texts.items()
        if what_looks_real(text, invented=()) in ("card", "citizen_number")
    ]
    if real:
        message = _(
            "This number could be somebody's. Invent one that cannot, such as 000 000 000 001."
        )
        raise StructBlockValidationError({name: ValidationError(message) for name in real})


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeView:
    """What the template of every practice is given; a kind adds its screens."""

    uid: str
    goal: str
    character: Any
    hints: Sequence[str]
    tries: int
    right: str
    wrong: str


def envelope_of(value: Any) -> dict[str, Any]:
    """The fields of a PracticeView, from a block's value."""
    return {each.name: value[each.name] for each in fields(PracticeView)}


def shown_of(value: Json) -> Json:
    """The public half: `{text, character: {name, facts: [{label, value}]}, tries}`."""
    character = value["character"]
    return {
        "text": value["goal"],
        "character": {"name": character["name"], "facts": values(character["facts"])},
        "tries": value["tries"],
    }


def said_of(value: Json) -> dict[str, str]:
    """The closing words."""
    return {"right": value["right"], "wrong": value["wrong"]}


def read_envelope(entry: Source) -> Raw:
    """`{id, goal, plays, card: [{label, value}], hints: [text], tries, right, wrong}`; refuses nothing else.

    The kind of practice calls `entry.allow(*FIELDS, ...)` with what it reads besides.
    """
    uid = entry.uuid()
    card = [_fact(fact) for fact in entry.maps("card", required=False)]
    return {
        "uid": uid,
        "goal": entry.text("goal"),
        "character": {"name": entry.text("plays", ""), "facts": children(uid, "fact", card)},
        "hints": children(uid, "hint", entry.entry.get("hints", [])),
        "tries": entry.entry.get("tries", USUAL_TRIES),
        "right": entry.text("right"),
        "wrong": entry.text("wrong"),
    }


def children(uid: str, name: str, found: Sequence[Any]) -> list[Raw]:
    """The children of a ListBlock that have no identity; another import gives them the same stream ids."""
    return [item(value, str(uuid5(UUID(uid), f"{name} {at}"))) for at, value in enumerate(found)]


def _fact(entry: Source) -> Raw:
    entry.allow("label", "value")
    return {"label": entry.text("label"), "value": entry.text("value")}
