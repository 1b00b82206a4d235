"""How a picture with places to tap is taken apart, marked and read from a form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from courses.practice import envelope
from courses.practice.hotspot.marking import mark_hotspot
from courses.questions.kinds import (
    PRACTISED,
    Halves,
    ItemKind,
    Json,
    Marker,
    Secret,
    Shown,
    ids,
    titles_of,
    values,
)
from courses.questions.marking import Mark


def halves(value: Json) -> Halves:
    """The envelope, `alt` and `areas: [{id, text, x, y, w, h}]`, in percent of the picture."""
    areas = values(value["areas"])
    return Halves(
        shown=envelope.shown_of(value)
        | {"alt": value["alt"], "areas": [_shown_area(area) for area in areas]},
        key={
            "correct": [area["uid"] for area in areas if area["is_right"]],
            "critical": [area["uid"] for area in areas if area["critical"]],
        },
        said=envelope.said_of(value) | {area["uid"]: area["why"] for area in areas},
    )


def _shown_area(area: Json) -> Json:
    return {"id": area["uid"], "text": area["label"]} | {side: area[side] for side in "xywh"}


def marker(shown: Shown, key: Secret) -> Marker:
    """The areas there are, those to tap, and those that cost dearly."""
    return partial(
        mark_hotspot,
        areas=ids(shown["areas"]),
        right=frozenset(key["correct"]),
        critical=frozenset(key["critical"]),
    )


def spoken(answer: Any, mark: Mark) -> Sequence[str]:
    """How it went, then why, for each area tapped."""
    return ["right" if mark.correct else "wrong", *dict.fromkeys(answer["steps"])]


HOTSPOT = ItemKind(
    name="hotspot",
    halves=halves,
    secrets=envelope.SECRETS | frozenset(["is_right", "critical", "why"]),
    marker=marker,
    spoken=spoken,
    solution=lambda shown, key: {"steps": key["correct"][:1]},
    read_form=lambda sent: {"steps": sent.getlist("area")},
    titles=lambda shown: titles_of(shown["areas"]),
    event=PRACTISED,
)
