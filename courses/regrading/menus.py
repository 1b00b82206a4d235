"""The ways to regrades and to what a change does, from where editors are."""

from __future__ import annotations

from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from courses.catalogue.pages import LessonPage


def regrades() -> MenuItem:
    """The way to the list of regrades."""
    label = _("Marks given anew")
    return MenuItem(label, reverse_lazy("regrades"), name="regrades", icon_name="rotate", order=120)


def change_button(page: Any) -> list[Button]:
    """On a published lesson: what its draft would change, and for whom."""
    if not isinstance(page, LessonPage) or not page.live:
        return []
    address = reverse("lesson_change", args=[page.pk])
    return [Button(_("What this change does"), address, icon_name="group", priority=15)]
