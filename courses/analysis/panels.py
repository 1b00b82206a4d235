"""The panel beside a lesson's text in the editor: its items and how they fare."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from courses.analysis.queries import lines_of
from courses.analysis.wording import flags_of
from courses.catalogue.pages import LessonPage


class ItemsPanel(Panel):
    """Lists the items of the lesson as the site shows it, each with a way to its details."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one lesson."""

        template_name = "courses/analysis/panel.html"

        def is_shown(self) -> bool:
            """A lesson that was never saved has no items anybody met."""
            return bool(super().is_shown()) and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The lines, with the names of their flags."""
            lines = lines_of(self.instance)
            shown = [
                (line, flags_of(line.statistic.flags if line.statistic else ())) for line in lines
            ]
            return super().get_context_data(parent_context) | {"lines": shown}


def connect() -> None:
    """Set the panel below the fields of a lesson; called once when Django starts."""
    if not any(isinstance(panel, ItemsPanel) for panel in LessonPage.content_panels):
        heading = ItemsPanel(heading=_("How its questions fare"))
        LessonPage.content_panels = [*LessonPage.content_panels, heading]
