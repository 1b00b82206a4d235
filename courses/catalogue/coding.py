"""The field in which an editor says which competences one question or practice is about."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class CodesBlock(blocks.MultipleChoiceBlock):
    """Citations of framework codes; none means those of the lesson."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=known_codes,
            required=False,
            label=_("Framework codes of this question"),
            help_text=_("Only where they differ from those of the lesson."),
            **kwargs,
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """For migrations: the choices are data and no part of the schema."""
        return "courses.catalogue.coding.CodesBlock", [], {}


def known_codes() -> list[tuple[str, str]]:
    """Every code with its title; one that was closed since stays where it was chosen, and says so."""
    rows = apps.get_model("courses", "FrameworkCode").objects.all()
    return [(row.citation, f"{row} ({_('closed')})" if row.closed_at else str(row)) for row in rows]


def coded(block: type[blocks.StructBlock]) -> blocks.StructBlock:
    """A question or practice with its codes as the last field; old ones do without."""
    return block(local_blocks=[("codes", CodesBlock())])
