"""`GET placement`: the pool and the rule as plain data, so that a phone can run it without network.

What is right stays on the server: runs are made over the pages, or marked when the phone is back.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from courses.placement.pools import NoPool, newest_shelf, public_pool

router = Router(tags=["placement"])


class ScaleOut(Schema):
    """The grid of abilities in logits, and how people and their areas are thought to spread."""

    lowest: float
    highest: float
    step: float
    mean: float
    spread: float
    area_spread: float


class RuleOut(Schema):
    """The figures of the rule; docs/adr/0026 says what each does."""

    scale: ScaleOut
    fewest_items: int
    most_items: int
    first_at_most: float
    leap: float
    sure: float
    least_information: float
    guess: dict[str, float]
    nearly: float = 0.9


class SkillOut(Schema):
    """One skill of the graph: what it rests on, and the part of a course that teaches it."""

    key: str
    area: str
    title: str
    level: float
    after: list[str]
    module: UUID


class QuestionOut(Schema):
    """One question without its key; `level` is a difficulty in logits, estimated by its authors."""

    id: UUID
    skill: str
    level: float
    kind: str
    text: str
    choices: list[dict[str, Any]] = []


class PlacementOut(Schema):
    """One version of the pool."""

    version: int
    rule: RuleOut
    skills: list[SkillOut]
    items: list[QuestionOut]


@router.get("placement", response=PlacementOut, summary="The questions that find where to start")
def read_placement(request: HttpRequest) -> dict[str, Any]:
    """404 until a pool has been imported."""
    try:
        return public_pool(newest_shelf())
    except NoPool:
        raise Http404 from None
