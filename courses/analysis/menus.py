"""The lines about items in the editors' menu of reports."""

from __future__ import annotations

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem


def items_to_review() -> MenuItem:
    """The way to the items to look at."""
    address = reverse_lazy("analysis_items")
    label = _("Questions to look at")
    return MenuItem(label, address, name="items-to-review", icon_name="help", order=100)


def item_reports() -> MenuItem:
    """The way to what people reported."""
    address = reverse_lazy("analysis_reports")
    label = _("Reported faults")
    return MenuItem(label, address, name="item-reports", icon_name="warning", order=110)
