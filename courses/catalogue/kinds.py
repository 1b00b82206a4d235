"""The one table of every kind of item a lesson may hold; a new one stands here, in body.py and imports.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from courses.practice.app_screen.kind import APP_SCREEN
from courses.practice.branch.kind import BRANCH
from courses.practice.compose.kind import COMPOSE
from courses.practice.form_sim.kind import FORM_SIM
from courses.practice.hotspot.kind import HOTSPOT
from courses.practice.spot.kind import SPOT
from courses.questions.arranging.kind import MATCH, ORDER
from courses.questions.choices import MULTIPLE, SINGLE, TRUE_FALSE
from courses.questions.kinds import ItemKind
from courses.questions.pictures.kind import PICTURE_CHOICE
from courses.questions.writing.kind import NUMBER, SHORT_TEXT

KINDS: Mapping[str, ItemKind] = {
    kind.name: kind
    for kind in (
        SINGLE,
        MULTIPLE,
        TRUE_FALSE,
        PICTURE_CHOICE,
        MATCH,
        ORDER,
        SHORT_TEXT,
        NUMBER,
        SPOT,
        BRANCH,
        APP_SCREEN,
        FORM_SIM,
        HOTSPOT,
        COMPOSE,
    )
}


def kind_of(block: Mapping[str, Any]) -> ItemKind:
    """The kind of a raw block that is an item: a `question` says it, any other block is it."""
    block_type = block["type"]
    return KINDS[block["value"]["kind"] if block_type == "question" else block_type]
