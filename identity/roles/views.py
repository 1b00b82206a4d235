"""The administrator's pages: who holds which role, giving one, ending one."""

from __future__ import annotations

import uuid
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from identity.accounts.models import Person
from identity.roles import actions as roles
from identity.roles.actions import GrantRefused
from identity.roles.forms import AppointForm
from identity.roles.looks import record_look
from identity.roles.models import Grant
from identity.roles.permissions import can_end, has_role, require_role
from identity.roles.queries import all_live_grants
from identity.roles.rules import Role

ON_A_PAGE = 50


@never_cache
@require_role(Role.ADMIN)
@require_safe
def list_staff(request: HttpRequest) -> HttpResponse:
    """Everybody who holds a role now, by role and place."""
    now = timezone.now()
    pages = Paginator(all_live_grants(now), ON_A_PAGE)
    page = pages.get_page(request.GET.get("trang"))
    record_look(page, by=_me(request), now=now)
    return render(request, "identity/roles/staff.html", {"page": page})


@never_cache
@require_role(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: HttpRequest) -> HttpResponse:
    """Give a role to somebody who has an account."""
    form = AppointForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return render(request, "identity/roles/appoint.html", {"form": form})
    try:
        grant = roles.grant_role(
            by=_me(request),
            person=form.cleaned_data["contact"],
            role=form.cleaned_data["role"],
            commune=form.cleaned_data["commune"],
            until=form.until,
            now=timezone.now(),
        )
    except GrantRefused as refused:
        form.add_error(None, str(refused.message))
        return render(request, "identity/roles/appoint.html", {"form": form})
    done = gettext("%(name)s now has the role: %(role)s.")
    named = {"name": grant.person.name, "role": grant.get_role_display()}
    messages.success(request, done % named)
    return HttpResponseRedirect(reverse("roles:staff"))


@never_cache
@require_role(Role.ADMIN, Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, grant: uuid.UUID) -> HttpResponse:
    """Ask once more, then end the role."""
    now = timezone.now()
    found = get_object_or_404(all_live_grants(now), uuid=grant)
    if not can_end(_me(request), Role(found.role), found.commune, now):
        raise Http404
    is_admin = has_role(_me(request), Role.ADMIN, now=now)
    back = reverse("roles:staff" if is_admin else "roles:review")
    if request.method != "POST":
        record_look([found], by=_me(request), now=now)
        return render(request, "identity/roles/end.html", {"grant": found, "back": back})
    try:
        roles.end_grant(by=_me(request), grant=found, now=now)
    except GrantRefused as refused:
        shown = {"grant": found, "back": back, "refused": refused}
        return render(request, "identity/roles/end.html", shown)
    messages.success(request, _ended(found))
    return HttpResponseRedirect(back)


def _me(request: HttpRequest) -> Person:
    """The administrator: `require_role` lets nobody else through."""
    return cast("Person", request.user)


def _ended(grant: Grant) -> str:
    said = gettext("%(name)s no longer has the role: %(role)s.")
    return said % {"name": grant.person.name, "role": grant.get_role_display()}
