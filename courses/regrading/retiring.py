"""Deleting what people know: it is taken off the site instead, and every result stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from courses.catalogue.pages import LessonPage
from courses.regrading import queries, wording
from courses.regrading.queries import Known
from identity.accounts.models import Person
from identity.roles.permissions import require_role
from identity.roles.rules import Role


def retire_instead(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead away from deleting a page with lessons that anybody knows; None lets it be deleted."""
    if not known_below([page]).total:
        return None
    return redirect("lesson_retire", page.pk)


def retire_all_instead(
    request: HttpRequest, action: str, pages: Iterable[Any], _view: Any
) -> HttpResponse | None:
    """The same where several pages were chosen to be deleted: then each of them is taken off the site."""
    chosen = [page for page in pages if isinstance(page, Page)]
    if action != "delete" or not chosen or not known_below(chosen).total:
        return None
    take_off(chosen, by=cast("Person", request.user))
    messages.warning(request, _("Not deleted but taken off the site: people have results in it."))
    return redirect("wagtailadmin_explore", chosen[0].get_parent().pk)


@require_role(Role.EDITOR, Role.MODERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, page: int) -> HttpResponse:
    """Say why this is not deleted, and take it off the site if that is wanted."""
    found = get_object_or_404(Page, pk=page)
    if not found.permissions_for_user(request.user).can_unpublish() and found.live:
        raise PermissionDenied
    if request.method == "POST":
        take_off([found], by=cast("Person", request.user))
        messages.success(request, _("Taken off the site. Every result stays."))
        return redirect("wagtailadmin_explore", found.get_parent().pk)
    shown = {"page": found, "summary": wording.summary(known_below([found]))}
    return render(request, "courses/regrading/retire.html", shown)


def known_below(pages: Iterable[Page]) -> Known:
    """Who knows the lessons that would go with these pages."""
    return queries.known_by(lessons_below(pages))


def lessons_below(pages: Iterable[Page]) -> list[UUID]:
    """The lessons among these pages and below them."""
    found: set[UUID] = set()
    for page in pages:
        rows = LessonPage.objects.descendant_of(page, inclusive=True)
        found.update(rows.values_list("translation_key", flat=True))
    return list(found)


@transaction.atomic
def take_off(pages: Iterable[Page], *, by: Person) -> None:
    """Unpublish these pages and all below them; the editions of their courses follow."""
    for page in pages:
        live = Page.objects.descendant_of(page, inclusive=True).live().order_by("-path")
        for each in live.specific():
            if not each.permissions_for_user(by).can_unpublish():
                raise PermissionDenied
            each.unpublish(user=by)
