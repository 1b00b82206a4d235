"""`/dang-nhap/van-tay/`: in with the finger, the face or the PIN of the phone, without number and code."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from identity.factors import passkeys
from identity.factors.questions import PasskeyRefused
from identity.factors.rules import PASSKEY
from identity.roles.permissions import is_staff
from identity.signin import actions, passkey_answers
from identity.signin.device_choice import device_form, keep_choice
from identity.signin.passkey_answers import PasskeyForm
from identity.signin.visitor import safe_next


@never_cache
@require_POST
def ask_at_the_door(request: HttpRequest) -> HttpResponse:
    """A question for whichever passkey the device has; it tells nothing of anybody."""
    return passkey_answers.put(request, None, now=timezone.now())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_passkey(request: HttpRequest) -> HttpResponseBase:
    """One button; the answer of the device opens the session of its owner."""
    now = timezone.now()
    if request.method != "POST":
        return _greet(request, now)
    keep_choice(request)
    form = PasskeyForm(request.POST)
    form.full_clean()
    try:
        person = passkeys.prove_passkey(
            answer=form.cleaned_data.get("credential", ""),
            kept=passkey_answers.taken(request),
            person=None,
            now=now,
        )
    except PasskeyRefused as refused:
        form.add_error(None, refused.message)
        return _page(request, form)
    return actions.begin_session(
        request=request,
        person=person,
        next_url=safe_next(request, form.cleaned_data["next"]),
        method=PASSKEY,
        now=now,
    )


def _greet(request: HttpRequest, now: dt.datetime) -> HttpResponse:
    next_url = safe_next(request, request.GET.get("next", ""))
    if request.user.is_authenticated and not is_staff(request.user, now):
        return HttpResponseRedirect(next_url)
    return _page(request, PasskeyForm(initial={"next": next_url}))


def _page(request: HttpRequest, form: PasskeyForm) -> HttpResponse:
    context = {"form": form, "device_form": device_form(request)}
    return render(request, "identity/signin/passkey_door.html", context)
