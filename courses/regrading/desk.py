"""The editors' screens about regrades, inside Wagtail: the list, one regrade, confirming and undoing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.regrading import actions as regrading
from courses.regrading import queries
from courses.regrading.models import Regrade
from courses.regrading.refusals import RegradeRefused
from courses.regrading.rules import AT_WORK, may_be_undone
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.roles.permissions import has_role, require_role
from identity.roles.rules import Role

A_PAGE = 30
SECONDS_TO_LOOK_AGAIN = 3
State = Regrade.State


@require_role(Role.EDITOR, Role.MODERATOR)
@require_http_methods(["GET", "HEAD"])
def show_regrades(request: HttpRequest) -> HttpResponse:
    """Every regrade; those that wait for somebody first."""
    page = Paginator(queries.regrades(), A_PAGE).get_page(request.GET.get("p"))
    titles = queries.titles_of(page.object_list)
    lines = [(row, titles.get(row.lesson, "")) for row in page.object_list]
    return render(request, "courses/regrading/regrades.html", {"page": page, "lines": lines})


@require_role(Role.EDITOR, Role.MODERATOR)
@require_http_methods(["GET", "HEAD"])
def show_regrade(request: HttpRequest, regrade: UUID) -> HttpResponse:
    """How far it is, what it changes for each learner, without names, and what may be done about it."""
    row = get_object_or_404(Regrade, uuid=regrade)
    page = Paginator(queries.differences(row), A_PAGE).get_page(request.GET.get("p"))
    by, now = cast("Person", request.user), timezone.now()
    seen = [each.person_id for each in page.object_list]
    if seen:
        detail = {"regrade": str(regrade)}
        audit.record(
            act="regrades.seen",
            by=by,
            now=now,
            subjects=seen,
            detail=detail,
            fields=["progress"],
            reason="corrects_marks",
        )
    shown = _shown(row, page, may_decide=has_role(by, Role.MODERATOR, now=now), now=now)
    response = render(request, "courses/regrading/regrade.html", shown)
    if row.state in AT_WORK:
        response["Refresh"] = str(SECONDS_TO_LOOK_AGAIN)
    return response


@require_role(Role.MODERATOR)
@require_http_methods(["POST"])
def decide(request: HttpRequest, regrade: UUID) -> HttpResponse:
    """Confirm, drop or undo, as the pressed button says."""
    act = DECISIONS.get(request.POST.get("act", ""))
    if act is None:
        return redirect("regrade", regrade)
    decision, said = act
    try:
        decision(regrade=regrade, by=cast("Person", request.user), now=timezone.now())
    except RegradeRefused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, str(said()))
    return redirect("regrade", regrade)


DECISIONS: dict[str, tuple[Callable[..., Regrade], Callable[[], str]]] = {
    "confirm": (regrading.confirm, lambda: _("It is being carried out. You may leave this page.")),
    "drop": (regrading.drop, lambda: _("Every mark stays as it is.")),
    "undo": (regrading.undo, lambda: _("It is being undone. You may leave this page.")),
}


def _shown(row: Regrade, page: Any, *, may_decide: bool, now: datetime) -> dict[str, Any]:
    return {
        "regrade": row,
        "title": queries.titles_of([row]).get(row.lesson, ""),
        "texts": queries.texts_of(row),
        "page": page,
        "is_at_work": row.state in AT_WORK,
        "may_confirm": may_decide and row.state == State.READY,
        "may_undo": may_decide
        and row.state == State.DONE
        and may_be_undone(finished_at=row.finished_at, now=now),
    }
