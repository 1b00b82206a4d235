"""How a message to be judged is taken apart, marked and read from a form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from courses.practice import envelope
from courses.practice.spot.marking import TRUSTED, mark_spot
from courses.questions.kinds import (
    PRACTISED,
    Halves,
    ItemKind,
    Json,
    Marker,
    Secret,
    Shown,
    titles_of,
    values,
)
from courses.questions.marking import Mark


def halves(value: Json) -> Halves:
    """The envelope, `channel` and `parts: [{id, kind, text}]`; the key is which of them are clues."""
    parts = values(value["parts"])
    return Halves(
        shown=envelope.shown_of(value)
        | {
            "channel": value["channel"],
            "parts": [{"id": p["uid"], "kind": p["kind"], "text": p["text"]} for p in parts],
        },
        key={
            "correct": [part["uid"] for part in parts if part["is_clue"]],
            "verdict": value["verdict"],
        },
        said=envelope.said_of(value)
        | {part["uid"]: part["why"] for part in parts if part["why"]}
        | ({TRUSTED: value["cost"]} if value["cost"] else {}),
    )


def marker(shown: Shown, key: Secret) -> Marker:
    """The parts in their order, those that are clues, and the right verdict."""
    return partial(
        mark_spot,
        parts=[part["id"] for part in shown["parts"]],
        clues=frozenset(key["correct"]),
        verdict=key["verdict"],
    )


def spoken(answer: Any, mark: Mark) -> Sequence[str]:
    """How it went, what trusting it would have cost, then why, for each part judged wrong."""
    return ["right" if mark.correct else "wrong", *mark.critical, *mark.mistakes]


SPOT = ItemKind(
    name="spot",
    halves=halves,
    secrets=envelope.SECRETS | frozenset(["is_clue", "why", "verdict", "cost"]),
    marker=marker,
    spoken=spoken,
    solution=lambda shown, key: {"clues": sorted(key["correct"]), "verdict": key["verdict"]},
    read_form=lambda sent: {"clues": sent.getlist("clue"), "verdict": sent.get("verdict")},
    titles=lambda shown: titles_of(shown["parts"]),
    event=PRACTISED,
)
