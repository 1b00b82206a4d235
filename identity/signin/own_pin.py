"""`/toi/tai-khoan/ma-pin/`: choose the own PIN, or another one in its place."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from identity.codes.refusals import CodeRefused
from identity.factors import pins
from identity.factors.pinforms import NewPinForm
from identity.factors.rules import CONTACT_CODES, DESK, PIN
from identity.security.refusals import Frozen
from identity.sessions import actions as sessions
from identity.sessions.proofs import has_fresh_proof, note_proof
from identity.signin.confirming import confirm_first, is_fresh

if TYPE_CHECKING:
    from identity.accounts.models import Person
    from identity.signin.requests import SigninRequest


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_pin(request: HttpRequest) -> HttpResponseBase:
    """The new PIN, twice; every other device is signed out."""
    now = timezone.now()
    if not may_choose_pin(request, now=now):
        return confirm_first(request)
    form = NewPinForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, form)
    person = cast("Person", request.user)
    try:
        pins.set_pin(person=person, pin=form.cleaned_data["pin"], by=person, now=now)
    except (CodeRefused, Frozen) as refused:
        form.add_error("pin", refused.message)
        return _page(request, form)
    stay_only_here(request, now=now)
    messages.success(request, gettext("Your PIN is set. Keep it to yourself."))
    return HttpResponseRedirect(reverse("signin:account"))


def may_choose_pin(request: HttpRequest, *, now: dt.datetime) -> bool:
    """A fresh proof as everywhere; or, for who forgot the PIN that would be it, what opened instead of it.

    That is the desk, or codes that came back from both a number and an e-mail address of hers.
    """
    instead = (
        has_fresh_proof(request.session, now=now, methods={method}) for method in CONTACT_CODES
    )
    at_desk = has_fresh_proof(request.session, now=now, methods={DESK})
    return is_fresh(request, now=now) or at_desk or all(instead)


def stay_only_here(request: HttpRequest, *, now: dt.datetime) -> None:
    """She has just chosen a PIN here: that is a proof of hers, and every other session ends."""
    person, here = cast("Person", request.user), cast("SigninRequest", request).session
    note_proof(here, PIN, now=now)
    sessions.end_other_sessions(person=person, keep=here, by=person, now=now)


def _page(request: HttpRequest, form: NewPinForm) -> HttpResponse:
    has_pin = pins.has_pin(cast("Person", request.user))
    return render(request, "identity/signin/own_pin.html", {"form": form, "has_pin": has_pin})
