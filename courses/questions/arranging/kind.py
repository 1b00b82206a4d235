"""How what belongs together and what comes first are taken apart, marked and read from a form."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.http import QueryDict

from courses.questions.kinds import (
    Halves,
    ItemKind,
    Json,
    Marker,
    Secret,
    Shown,
    ids,
    right_or_wrong,
    titles_of,
    values,
)
from courses.questions.marking import mark_match, mark_order
from courses.questions.numbers import number_in

PAIRED, PLACED = "pair-", "place-"
LAST = Decimal(1000)


def match_halves(value: Json) -> Halves:
    """`{text, left: [{id, text}], right: [{id, text}]}`; the right side in the order of its words.

    What is on the right is known by its words, so that its id tells nothing of where it belongs.
    """
    pairs = values(value["pairs"])
    rights = {_right_id(value["uid"], pair["right"]): pair["right"] for pair in pairs}
    return Halves(
        shown={
            "text": value["text"],
            "left": [{"id": pair["uid"], "text": pair["left"]} for pair in pairs],
            "right": [
                {"id": named, "text": text}
                for named, text in sorted(rights.items(), key=lambda each: each[1])
            ],
        },
        key={"pairs": {p["uid"]: _right_id(value["uid"], p["right"]) for p in pairs}},
        explanation=value["explanation"],
    )


def order_halves(value: Json) -> Halves:
    """`{text, entries: [{id, text}]}`, shown by their words, or from the last to the first."""
    entries = [{"id": each["uid"], "text": each["text"]} for each in values(value["entries"])]
    mixed = sorted(entries, key=lambda each: each["text"])
    return Halves(
        shown={"text": value["text"], "entries": mixed if mixed != entries else entries[::-1]},
        key={"order": [entry["id"] for entry in entries]},
        explanation=value["explanation"],
    )


def match_marker(shown: Shown, key: Secret) -> Marker:
    """The pairs."""
    return partial(mark_match, pairs=key["pairs"], rights=ids(shown["right"]))


def order_marker(shown: Shown, key: Secret) -> Marker:
    """The order."""
    return partial(mark_order, order=key["order"])


def right_pairs(shown: Shown, key: Secret) -> str:
    """Each line with what goes with it."""
    words = titles_of(shown["right"])
    lines = [f"{left['text']} → {words[key['pairs'][left['id']]]}" for left in shown["left"]]
    return "; ".join(lines)


def right_order(shown: Shown, key: Secret) -> str:
    """The lines in their order."""
    words = titles_of(shown["entries"])
    return " → ".join(words[entry] for entry in key["order"])


def read_pairs(sent: QueryDict) -> Any:
    """`pair-<left id>` = right id; what was left open is left out."""
    named = [name for name in sent if name.startswith(PAIRED) and sent.get(name)]
    return {name.removeprefix(PAIRED): sent.get(name) for name in named} or None


def read_places(sent: QueryDict) -> Any:
    """`place-<entry id>` = its place; entries without one come last."""
    named = [name for name in sent if name.startswith(PLACED)]
    places = {name.removeprefix(PLACED): number_in(sent.get(name, "")) for name in named}
    if not any(places.values()):
        return None
    return sorted(places, key=lambda entry: places[entry] or LAST)


def _right_id(item: str, text: str) -> str:
    return str(uuid5(UUID(item), text)) if item else ""


MATCH = ItemKind(
    name="match",
    halves=match_halves,
    secrets=frozenset(["pairs", "explanation"]),
    marker=match_marker,
    spoken=right_or_wrong,
    solution=lambda shown, key: dict(key["pairs"]),
    solved=right_pairs,
    read_form=read_pairs,
)
ORDER = ItemKind(
    name="order",
    halves=order_halves,
    secrets=frozenset(["entries", "explanation"]),
    marker=order_marker,
    spoken=right_or_wrong,
    solution=lambda shown, key: list(key["order"]),
    solved=right_order,
    read_form=read_places,
)
