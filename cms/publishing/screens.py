"""What stands in the editors' screens and what does not."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter
from wagtail.models import BaseLogEntry

DAILY = frozenset({"explorer", "images", "reports"})
PAGE_REPORTS = frozenset(
    {"locked-pages", "workflows", "workflow-tasks", "site-history", "aging-pages"}
)


def keep_daily_items(items: list[Any]) -> None:
    """Take out of the main menu what has no use here: documents, settings, snippets."""
    items[:] = [item for item in items if item.name in DAILY]


def keep_page_reports(items: list[Any]) -> None:
    """Take out of the reports what is not about pages."""
    items[:] = [item for item in items if item.name in PAGE_REPORTS]


def editor_style_link() -> str:
    """The style sheet that the editors' screens load beside Wagtail's."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/editor.css"))


class RefusalFormatter(LogFormatter):
    """Shows in a page's history the sentence the editor would have read, had she been there."""

    label = _("Not published")

    def format_message(self, log_entry: BaseLogEntry) -> str:
        """The sentence of the refusal."""
        return str(log_entry.data.get("sentence", self.label))
