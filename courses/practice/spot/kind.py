"""How a message to be judged is taken apart, marked and read from a form."""

from __future__ import annotations

from functools import partial

from courses.practice.spot.marking import mark_spot
from courses.questions.kinds import (
    PRACTISED,
    Halves,
    ItemKind,
    Json,
    Marker,
    Secret,
    Shown,
    ids,
    right_or_wrong,
    values,
)


def halves(value: Json) -> Halves:
    """`{text, channel, parts: [{id, kind, text}]}`, and which parts give the trick away."""
    parts = values(value["parts"])
    return Halves(
        shown={
            "text": value["goal"],
            "channel": value["channel"],
            "parts": [{"id": p["uid"], "kind": p["kind"], "text": p["text"]} for p in parts],
        },
        key={
            "correct": [part["uid"] for part in parts if part["is_clue"]],
            "verdict": value["verdict"],
        },
        said={
            **{part["uid"]: part["why"] for part in parts if part["why"]},
            "right": value["right"],
            "wrong": value["wrong"],
        },
    )


def marker(shown: Shown, key: Secret) -> Marker:
    """The parts that are clues, and the right verdict."""
    return partial(
        mark_spot,
        parts=ids(shown["parts"]),
        clues=frozenset(key["correct"]),
        verdict=key["verdict"],
    )


SPOT = ItemKind(
    name="spot",
    halves=halves,
    secrets=frozenset(["is_clue", "why", "verdict", "right", "wrong"]),
    marker=marker,
    spoken=right_or_wrong,
    solution=lambda shown, key: {"clues": sorted(key["correct"]), "verdict": key["verdict"]},
    read_form=lambda sent: {"clues": sent.getlist("clue"), "verdict": sent.get("verdict")},
    event=PRACTISED,
)
