"""`/toi/tai-khoan/con-chau/`: how the children I answer for learn; taking my consent back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.classes import children
from courses.progress import queries as progress
from courses.progress.queries import CourseStanding
from identity.accounts.models import Guardianship, Person
from identity.accounts.queries import children_of
from identity.audit import actions as audit


@dataclass(frozen=True)
class Child:
    """One child and where she stands in her courses; no place in any ranking, there is none."""

    guardianship: Guardianship
    courses: list[CourseStanding]


@never_cache
@login_required
@require_safe
def show_children(request: HttpRequest) -> HttpResponse:
    """Each child with her courses; the look is written down first, as any look at somebody else."""
    now, me = timezone.now(), cast("Person", request.user)
    found = list(children_of(me))
    if found:
        people = [each.child_id for each in found]
        audit.record(
            act="guardian.children.seen",
            by=me,
            subjects=people,
            fields=("name", "progress"),
            reason="guardian",
            now=now,
        )
    shown = {"children": [Child(each, progress.standing(each.child_id, now=now)) for each in found]}
    return render(request, "courses/desks/children.html", shown)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, guardianship: UUID) -> HttpResponse:
    """Ask once more, then take the consent back: the child's account closes."""
    me = cast("Person", request.user)
    found = children_of(me).filter(uuid=guardianship).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        return render(request, "courses/desks/child_withdraw.html", {"child": found.child})
    children.withdraw(guardianship=found, by=me, now=timezone.now())
    told = _("The account of %(name)s is closed.")
    messages.success(request, told % {"name": found.child.name})
    return redirect("desks:family")
