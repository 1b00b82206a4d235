"""Which blocks of the site's pages nobody has read aloud yet: a report for editors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as Slice
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.models import Page, get_page_models

from cms.blocks.audio import AUDIO

MENU_NAME = "unrecorded"
PAGES_AT_ONCE = 25
LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Coverage:
    """One page: how many of its blocks can be read aloud, and which of them nobody has read."""

    title: str
    edit_url: str
    blocks: int
    silent: tuple[str, ...]

    @property
    def read(self) -> int:
        """How many somebody has read."""
        return self.blocks - len(self.silent)


@require_admin_access
def unrecorded(request: HttpRequest) -> HttpResponse:
    """A slice of the site in the order of its tree; only the pages of this slice are opened."""
    shown = Paginator(pages_with_a_body(), PAGES_AT_ONCE).get_page(request.GET.get("p"))
    return render(
        request, "cms/publishing/unrecorded.html", {"page": shown, "rows": coverages(shown)}
    )


def pages_with_a_body() -> QuerySet[Page]:
    """Everything on the site that is made of blocks."""
    models = [model for model in get_page_models() if hasattr(model, "body")]
    return Page.objects.live().type(*models).order_by("path")


def coverages(pages: Slice[Page]) -> list[Coverage]:
    """What is read and what is not, page by page."""
    return [coverage(page.specific) for page in pages]


def coverage(page: Any) -> Coverage:
    """The blocks of one page; a picture has nothing to read but its description."""
    readable = [block for block in page.body if AUDIO in block.block.child_blocks]
    silent = [block for block in readable if not block.value[AUDIO]]
    return Coverage(
        title=page.title,
        edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        blocks=len(readable),
        silent=tuple(_named(block) for block in silent),
    )


def menu_item() -> MenuItem:
    """The line in the menu of reports."""
    label = _("Not yet read aloud")
    return MenuItem(label, reverse_lazy(MENU_NAME), name=MENU_NAME, icon_name="media", order=120)


def _named(block: Any) -> str:
    """How an editor recognises the block: its kind, and what it is headed with."""
    value = block.value
    words = next((value[name] for name in ("heading", "text", "goal") if value.get(name)), "")
    label = str(block.block.label)
    return f"{label}: {str(words)[:LONGEST_TITLE]}" if words else label
