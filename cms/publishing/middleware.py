"""Around every request to the editors' screens: membership, whole changes of the tree, refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from cms.publishing import actions as publishing
from cms.publishing.refusals import PublishRefused

EDITORS_SCREENS = "/cms/"
# Wagtail writes these in several steps; either all of them hold or none
TREE_CHANGES = frozenset(
    {"unpublish", "move_confirm", "set_page_position", "copy", "wagtail_bulk_action"}
)
View = Callable[..., HttpResponseBase]


class EditorialMiddleware:
    """Stands after authentication; touches nothing outside the editors' screens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(EDITORS_SCREENS) and request.user.is_authenticated:
            publishing.follow_grants(person=request.user, now=timezone.now())
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Make a change of the tree and what follows from it one transaction."""
        if not request.path.startswith(EDITORS_SCREENS) or request.method != "POST":
            return None
        match = request.resolver_match
        if match is None or match.url_name not in TREE_CHANGES:
            return None
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except PublishRefused as refused:
            return _back_to_editor(request, refused)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """A refused publish is a sentence above the draft, which is saved."""
        if isinstance(exception, PublishRefused):
            return _back_to_editor(request, exception)
        return None


def _back_to_editor(request: HttpRequest, refused: PublishRefused) -> HttpResponseBase:
    messages.error(request, refused.sentence)
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[refused.page]))
