"""`/toi/tai-khoan/thiet-bi/`: where my account is open, ended by me, and what happened to it lately."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from identity.security.queries import events_of, frozen_until
from identity.sessions import actions as sessions
from identity.sessions.actions import NotYourSession
from identity.sessions.models import Session
from identity.sessions.queries import open_sessions, row_of
from identity.signin import actions

if TYPE_CHECKING:
    from identity.accounts.models import Person
    from identity.signin.requests import SigninRequest

DEVICES_ON_A_PAGE = 10
EVENTS_ON_A_PAGE = 10


@dataclass(frozen=True)
class Devices:
    """One page of the open sessions and one of the events, and which session asks."""

    open: Page[Any]
    happened: Page[Any]
    here: UUID | None


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_devices(request: HttpRequest) -> HttpResponse:
    """My open sessions, newest use first; a POST ends one (`end`) or all others (`others`)."""
    now = timezone.now()
    if request.method == "POST":
        return _end(cast("SigninRequest", request), now)
    person = cast("Person", request.user)
    context = {
        "devices": _devices(cast("SigninRequest", request), person, now),
        "frozen_until": frozen_until(person.pk, now),
    }
    return render(request, "identity/signin/devices.html", context)


def _devices(request: SigninRequest, person: Person, now: dt.datetime) -> Devices:
    here = row_of(request.session)
    shown = Paginator(open_sessions(person, now), DEVICES_ON_A_PAGE)
    happened = Paginator(events_of(person.pk), EVENTS_ON_A_PAGE)
    return Devices(
        open=shown.get_page(request.GET.get("trang")),
        happened=happened.get_page(request.GET.get("su-kien")),
        here=here.uuid if here else None,
    )


def _end(request: SigninRequest, now: dt.datetime) -> HttpResponse:
    person = cast("Person", request.user)
    if "others" in request.POST:
        sessions.end_other_sessions(person=person, keep=request.session, by=person, now=now)
        messages.success(request, gettext("All other devices are signed out."))
        return HttpResponseRedirect(reverse("signin:devices"))
    wanted = _uuid(request.POST.get("end", ""))
    here: Session | None = row_of(request.session)
    if here is not None and wanted == here.uuid:
        actions.end_session(request=request, now=now)
        return HttpResponseRedirect("/")
    try:
        sessions.end_session(session=wanted, by=person, now=now)
        messages.success(request, gettext("That device is signed out."))
    except NotYourSession:
        messages.info(request, gettext("That device was signed out already."))
    return HttpResponseRedirect(reverse("signin:devices"))


def _uuid(typed: str) -> UUID:
    """What was sent as a uuid; what is none names no session."""
    try:
        return UUID(typed)
    except ValueError:
        return UUID(int=0)
