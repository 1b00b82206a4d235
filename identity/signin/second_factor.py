"""`/dang-nhap/xac-thuc/`: show the authenticator or a passkey, or set one of them up the first time."""

from __future__ import annotations

import datetime as dt
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from identity.codes.refusals import CodeRefused, TriesClosed
from identity.factors import actions as factors
from identity.factors import passkeys
from identity.factors.queries import has_totp, methods_of
from identity.factors.rules import PASSKEY, TOTP
from identity.security.refusals import Frozen
from identity.sessions.devices import described
from identity.signin import answers, passkey_answers
from identity.signin.enrolment import enrolment
from identity.signin.forms import AuthenticatorForm
from identity.signin.passkey_answers import PasskeyForm
from identity.signin.requests import SigninRequest
from identity.signin.waiting import Waiting, let_in, waiting_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_second_factor(request: HttpRequest) -> HttpResponseBase:
    """The digits of the authenticator or a passkey; only then is the session open."""
    now = timezone.now()
    waiting = waiting_of(request)
    if waiting is None:
        return answers.start_again(request)
    if request.method != "POST":
        form = AuthenticatorForm(initial={"next": request.GET.get("next", "")})
        return _page(request, waiting, form, now)
    if request.POST.get("credential"):
        return _by_passkey(request, waiting, now)
    form = AuthenticatorForm(request.POST)
    if not form.is_valid():
        return _page(request, waiting, form, now)
    return _by_app(request, waiting, form, now)


@never_cache
@require_POST
def ask_for_passkey(request: HttpRequest) -> HttpResponse:
    """The question for a passkey of whoever waits, or for a new one where there is none to show."""
    now = timezone.now()
    waiting = waiting_of(request)
    if waiting is None:
        raise Http404
    put = passkey_answers.put_for_new if waiting.must_enrol else passkey_answers.put
    return put(request, waiting.person, now=now)


def _by_app(
    request: HttpRequest, waiting: Waiting, form: AuthenticatorForm, now: dt.datetime
) -> HttpResponseBase:
    try:
        _show(request, waiting, form.cleaned_data["code"], now)
    except TriesClosed as refused:
        return answers.wait(request, refused, now=now)
    except (CodeRefused, Frozen) as refused:
        form.add_error("code", str(refused.message))
        return _page(request, waiting, form, now)
    return let_in(request, waiting, TOTP, form.cleaned_data["next"], now)


def _by_passkey(request: HttpRequest, waiting: Waiting, now: dt.datetime) -> HttpResponseBase:
    answered = PasskeyForm(request.POST)
    answered.full_clean()
    try:
        _show_passkey(request, waiting, answered.cleaned_data.get("credential", ""), now)
    except (CodeRefused, Frozen) as refused:
        form = AuthenticatorForm(initial={"next": request.POST.get("next", "")})
        return _page(request, waiting, form, now, refused=str(refused.message))
    return let_in(request, waiting, PASSKEY, answered.cleaned_data["next"], now)


def _show(request: HttpRequest, waiting: Waiting, code: str, now: dt.datetime) -> None:
    """The first right code makes the authenticator count, later ones are checked against it."""
    if not waiting.must_enrol:
        factors.verify_totp(person=waiting.person, code=code, now=now)
        return
    keep = cast("SigninRequest", request).session
    factors.confirm_totp(
        person=waiting.person, code=code, now=now, replacing=waiting.is_replacing, keep=keep
    )
    if waiting.is_replacing:
        factors.drop_lost(person=waiting.person, but=None, now=now)


def _show_passkey(request: HttpRequest, waiting: Waiting, answer: str, now: dt.datetime) -> None:
    """A passkey of hers, or the first one, which this device has just made."""
    kept = passkey_answers.taken(request)
    if not waiting.must_enrol:
        passkeys.prove_passkey(answer=answer, kept=kept, person=waiting.person, now=now)
        return
    added = passkeys.add_passkey(
        person=waiting.person,
        answer=answer,
        kept=kept,
        name=described(request.headers.get("User-Agent", "")),
        keep=cast("SigninRequest", request).session,
        now=now,
    )
    if waiting.is_replacing:
        factors.drop_lost(person=waiting.person, but=added, now=now)


def _page(
    request: HttpRequest,
    waiting: Waiting,
    form: AuthenticatorForm,
    now: dt.datetime,
    *,
    refused: str = "",
) -> HttpResponse:
    setting_up = None
    if waiting.must_enrol:
        setting_up = enrolment(request, waiting.person, replacing=waiting.is_replacing, now=now)
    context = {
        "form": form,
        "refused": refused,
        "is_locked": waiting.is_locked,
        "is_replacing": waiting.is_replacing,
        "enrolment": setting_up,
        "has_totp": has_totp(waiting.person),
        "methods": methods_of(waiting.person),
    }
    return render(request, "identity/signin/second_factor.html", context)
