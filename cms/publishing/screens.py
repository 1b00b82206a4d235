"""What stands in the editors' screens and what does not."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
from wagtail.log_actions import LogFormatter
from wagtail.models import BaseLogEntry

DAILY = frozenset({"explorer", "frameworks", "images", "paired-tests", "recordings", "reports"})
PAGE_REPORTS = frozenset(
    {
        "locked-pages",
        "workflows",
        "workflow-tasks",
        "site-history",
        "aging-pages",
        "items-to-review",
        "item-reports",
        "unrecorded",
        "regrades",
    }
)
# Wagtail makes these labels of the names of its fields, so they follow no language
LINK_FORMS = (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
LINK_LABELS = {
    "link_text": _("Words of the link"),
    "email_address": _("E-mail address"),
    "phone_number": _("Phone number"),
    "subject": _("Subject of the letter"),
    "body": _("Text of the letter"),
}


def keep_daily_items(items: list[Any]) -> None:
    """Take out of the main menu what has no use here: documents, settings, snippets."""
    items[:] = [item for item in items if item.name in DAILY]


def keep_page_reports(items: list[Any]) -> None:
    """Take out of the reports what is not about pages."""
    items[:] = [item for item in items if item.name in PAGE_REPORTS]


def editor_style_link() -> str:
    """The style sheet that the editors' screens load beside Wagtail's."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/editor.css"))


def name_link_fields() -> None:
    """Give the fields of a link labels that can be translated; called once when Django starts."""
    for form in LINK_FORMS:
        for name, label in LINK_LABELS.items():
            if name in form.base_fields:
                form.base_fields[name].label = label


class RefusalFormatter(LogFormatter):
    """Shows in a page's history the sentence the editor would have read, had she been there."""

    label = _("Not published")

    def format_message(self, log_entry: BaseLogEntry) -> str:
        """The sentence of the refusal."""
        return str(log_entry.data.get("sentence", self.label))
