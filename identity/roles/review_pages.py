"""`/quan-tri/ra-soat/`: the roles that are due to be looked at, each kept or ended with one press."""

from __future__ import annotations

import uuid
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.roles.actions import GrantRefused
from identity.roles.permissions import require_role
from identity.roles.reviewing import ended_by_themselves, grants_to_review, keep_grant
from identity.roles.rules import Role

ON_A_PAGE = 25


@never_cache
@require_role(Role.MANAGER, Role.ADMIN)
@require_safe
def list_due(request: HttpRequest) -> HttpResponse:
    """Everybody whose role was last looked at half a year ago, in this person's charge."""
    now = timezone.now()
    by = cast("Person", request.user)
    page = Paginator(grants_to_review(by, now=now), ON_A_PAGE).get_page(request.GET.get("trang"))
    ended = list(ended_by_themselves(by, now=now)[:ON_A_PAGE])
    audit.record(
        act="roles.review.seen",
        by=by,
        subjects={grant.person_id for grant in [*page, *ended]},
        fields=("name", "role"),
        reason="runs_roles",
        detail={"page": page.number},
        now=now,
    )
    return render(request, "identity/roles/review.html", {"page": page, "ended": ended})


@never_cache
@require_role(Role.MANAGER, Role.ADMIN)
@require_POST
def keep(request: HttpRequest, grant: uuid.UUID) -> HttpResponse:
    """This role is still needed."""
    try:
        kept = keep_grant(grant=grant, by=cast("Person", request.user), now=timezone.now())
    except GrantRefused:
        raise Http404 from None
    said = gettext("%(name)s keeps the role. It comes up again in half a year.")
    messages.success(request, said % {"name": kept.person.name})
    return HttpResponseRedirect(reverse("roles:review"))
