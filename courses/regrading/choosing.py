"""The screen between an editor's draft and the site: what differs, whom it touches, what kind it is."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.publishing import asking
from courses.catalogue import changes
from courses.catalogue.changes import ImpossibleChange, Proposal
from courses.catalogue.differences import ChangeKind
from courses.catalogue.freezing import NotFreezable
from courses.catalogue.pages import LessonPage
from courses.regrading import queries, wording
from courses.regrading.forms import ChangeForm
from identity.accounts.models import Person
from identity.roles.permissions import require_role
from identity.roles.rules import Role

APPROVAL = "duyet"


@require_role(Role.EDITOR, Role.MODERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, page: int) -> HttpResponse:
    """Show what publishing the newest draft does; take the choice, and go on with what was begun."""
    draft = _draft(request, page)
    proposed = _proposal(draft)
    if proposed is None:
        messages.info(request, _("This draft says the same as the site, or is not finished yet."))
        return redirect("wagtailadmin_pages:edit", draft.pk)
    form = ChangeForm(request.POST or None, possible=proposed.possible, initial=_initial(proposed))
    if request.method == "POST" and form.is_valid():
        return _chosen(request, draft, form)
    status = 422 if form.errors else 200
    return render(
        request, "courses/regrading/change.html", _shown(request, proposed, form), status=status
    )


def _draft(request: HttpRequest, page: int) -> LessonPage:
    """The newest draft of a lesson, for whoever may edit it."""
    lesson = get_object_or_404(LessonPage, pk=page)
    if not lesson.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return cast("LessonPage", lesson.get_latest_revision_as_object())


def _proposal(draft: LessonPage) -> Proposal | None:
    try:
        return changes.proposal(draft)
    except NotFreezable:
        return None


def _initial(proposed: Proposal) -> dict[str, Any]:
    planned = proposed.planned
    kind = proposed.kind or proposed.possible[0]
    return {"kind": str(kind), "note": planned.note if planned else ""}


def _chosen(request: HttpRequest, draft: LessonPage, form: ChangeForm) -> HttpResponse:
    """Keep the choice; whoever may publish goes on, for anybody else it waits with the draft."""
    by, now = cast("Person", request.user), timezone.now()
    kind = ChangeKind(form.cleaned_data["kind"])
    try:
        changes.choose_change(page=draft, kind=kind, note=form.cleaned_data["note"], by=by, now=now)
    except ImpossibleChange:
        messages.error(request, _("The draft was changed meanwhile; look at it again."))
        return redirect(request.get_full_path())
    if not draft.permissions_for_user(by).can_publish():
        messages.success(request, _("Your choice is kept. Whoever approves the lesson sees it."))
        return redirect("wagtailadmin_pages:edit", draft.pk)
    asking.go_on(page=draft, by=by, is_approval=APPROVAL in request.GET)
    messages.success(request, _published(draft, kind))
    return redirect(
        "regrades" if kind is ChangeKind.KEY else "wagtailadmin_explore", *_place(draft, kind)
    )


def _place(draft: LessonPage, kind: ChangeKind) -> list[int]:
    return [] if kind is ChangeKind.KEY else [draft.get_parent().pk]


def _published(draft: LessonPage, kind: ChangeKind) -> str:
    if draft.go_live_at and draft.go_live_at > timezone.now():
        return _("“%(title)s” goes live at its hour.") % {"title": draft.title}
    if kind is ChangeKind.KEY:
        return _("“%(title)s” is on the site. The trial run of its marks has begun.") % {
            "title": draft.title
        }
    return _("“%(title)s” is on the site.") % {"title": draft.title}


def _shown(request: HttpRequest, proposed: Proposal, form: ChangeForm) -> dict[str, Any]:
    known = queries.known_by([proposed.page.lesson])
    chosen = form["kind"].value()
    return {
        "form": form,
        "page": proposed.page,
        "base": proposed.base,
        "summary": wording.summary(known),
        "lines": wording.lines(proposed),
        "offers": wording.offers(proposed, known),
        "chosen": chosen,
        "may_publish": proposed.page.permissions_for_user(request.user).can_publish(),
    }
