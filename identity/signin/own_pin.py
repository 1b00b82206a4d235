"""`/toi/tai-khoan/ma-pin/`: choose the own PIN, or another one in its place."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from identity.codes.refusals import CodeRefused
from identity.factors import pins
from identity.factors.pinforms import NewPinForm
from identity.security.refusals import Frozen
from identity.sessions import actions as sessions
from identity.signin.confirming import require_fresh_proof

if TYPE_CHECKING:
    from identity.accounts.models import Person
    from identity.signin.requests import SigninRequest


@never_cache
@require_fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def change_pin(request: HttpRequest) -> HttpResponse:
    """The new PIN, twice; every other device is signed out."""
    now = timezone.now()
    form = NewPinForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, form)
    try:
        set_own_pin(request, form.cleaned_data["pin"], now=now)
    except (CodeRefused, Frozen) as refused:
        form.add_error("pin", refused.message)
        return _page(request, form)
    messages.success(request, gettext("Your PIN is set. Keep it to yourself."))
    return HttpResponseRedirect(reverse("signin:account"))


def set_own_pin(request: HttpRequest, pin: str, *, now: dt.datetime) -> None:
    """Set the PIN of who is signed in, and end her sessions elsewhere.

    Refusals: pins' PinUnreadable and WeakPin, security.Frozen.
    """
    person = cast("Person", request.user)
    pins.set_pin(person=person, pin=pin, by=person, now=now)
    here = cast("SigninRequest", request).session
    sessions.end_other_sessions(person=person, keep=here, by=person, now=now)


def _page(request: HttpRequest, form: NewPinForm) -> HttpResponse:
    has_pin = pins.has_pin(cast("Person", request.user))
    return render(request, "identity/signin/own_pin.html", {"form": form, "has_pin": has_pin})
