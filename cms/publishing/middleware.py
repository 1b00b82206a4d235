"""Around every request to the editors' screens: membership, whole changes of the tree, refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.pages.forms import OVERTAKEN
from cms.publishing import actions as publishing
from cms.publishing.refusals import AskedFirst, PublishRefused

EDITORS_SCREENS = "/cms/"
# Wagtail writes these in several steps; either all of them hold or none
TREE_CHANGES = frozenset(
    {"unpublish", "move_confirm", "set_page_position", "copy", "wagtail_bulk_action"}
)
SAVES = frozenset({"wagtailadmin_pages:edit", "wagtailadmin_pages:revisions_revert"})
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
        """Make a change of the tree, and a save with its check, one transaction each."""
        if not request.path.startswith(EDITORS_SCREENS) or request.method != "POST":
            return None
        match = request.resolver_match
        if match is not None and match.view_name in SAVES:
            return _saved_alone(request, view, args, kwargs)
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
        """A refused publish is a sentence above the draft, which is saved; a question is asked."""
        if isinstance(exception, PublishRefused):
            return _back_to_editor(request, exception)
        return _to_question(request, exception) if isinstance(exception, AskedFirst) else None


@transaction.atomic
def _saved_alone(
    request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponseBase:
    """One save of a page at a time: between the form's look at the newest revision and ours nobody writes.

    A publish that is refused is undone by itself; the draft saved before it is kept.
    """
    list(Page.objects.select_for_update().filter(pk=kwargs["page_id"]).values_list("pk"))
    try:
        response = view(request, *args, **kwargs)
    except PublishRefused as refused:
        return _back_to_editor(request, refused)
    except AskedFirst as asked:
        return _to_question(request, asked)
    form = getattr(response, "context_data", {}).get("form")
    if form is not None and form.has_error(NON_FIELD_ERRORS, OVERTAKEN):
        newer = messages.button(request.path, _("Open the newer text"), new_window=True)
        messages.warning(request, _("Somebody else saved this page."), buttons=[newer])
    return response


def _to_question(request: HttpRequest, asked: AskedFirst) -> HttpResponseBase:
    """A window that Wagtail fills by a script is told where to go; any other one is sent there."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": asked.address})
    return HttpResponseRedirect(asked.address)


def _back_to_editor(request: HttpRequest, refused: PublishRefused) -> HttpResponseBase:
    messages.error(request, refused.sentence)
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[refused.page]))
