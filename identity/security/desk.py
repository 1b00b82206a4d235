"""`/quan-tri/dong-thay-doi/`: who said "that was not me", and opening changes again for her."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from identity.audit import actions as audit
from identity.roles.permissions import require_role
from identity.roles.rules import Role
from identity.security import actions as security
from identity.security.queries import liftable
from identity.security.refusals import NotYoursToLift

if TYPE_CHECKING:
    from collections.abc import Iterable

    from identity.accounts.models import Person
    from identity.security.models import Freeze

ON_A_PAGE = 20


@never_cache
@require_role(Role.MANAGER, Role.ADMIN)
@require_safe
def list_frozen(request: HttpRequest) -> HttpResponse:
    """The people of my commune whose account is closed to changes, longest first."""
    now = timezone.now()
    page = Paginator(liftable(_me(request), now), ON_A_PAGE).get_page(request.GET.get("trang"))
    _write_down_look(request, page)
    return render(request, "identity/security/frozen.html", {"page": page})


@never_cache
@require_role(Role.MANAGER, Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, freeze: UUID) -> HttpResponse:
    """Ask once more, then open changes again."""
    now = timezone.now()
    found = liftable(_me(request), now).filter(uuid=freeze).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        _write_down_look(request, [found])
        return render(request, "identity/security/lift.html", {"freeze": found})
    try:
        security.lift_freeze(freeze=freeze, by=_me(request), now=now)
    except NotYoursToLift:
        raise Http404 from None
    said = gettext("%(name)s can change numbers, addresses and ways to sign in again.")
    messages.success(request, said % {"name": found.person.name})
    return HttpResponseRedirect(reverse("security:frozen"))


def _write_down_look(request: HttpRequest, shown: Iterable[Freeze]) -> None:
    """Before anything is shown."""
    audit.record(
        act="security.frozen.seen",
        by=_me(request),
        subjects={freeze.person_id for freeze in shown},
        fields=["name"],
        reason="help",
        now=timezone.now(),
    )


def _me(request: HttpRequest) -> Person:
    """The manager or administrator: `require_role` lets nobody else through."""
    return cast("Person", request.user)
