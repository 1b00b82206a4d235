"""`/toi/tai-khoan/bao-mat/`: what protects my account, each thing added and removed by myself."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from identity.codes.refusals import CodeRefused, TriesClosed
from identity.factors import actions as factors
from identity.factors.queries import methods_of, passkeys_of, recovery_codes_left, totp_of
from identity.factors.recovery_codes import make_sheet
from identity.factors.recovery_rules import FEW, grouped
from identity.roles.permissions import is_staff
from identity.security.queries import frozen_until
from identity.security.refusals import Frozen
from identity.sessions.proofs import note_proof
from identity.signin import answers
from identity.signin.confirming import require_fresh_proof
from identity.signin.enrolment import enrolment
from identity.signin.forms import AuthenticatorForm
from identity.signin.stages import BEGUN_KEY

if TYPE_CHECKING:
    from identity.accounts.models import Person
    from identity.signin.requests import SigninRequest


@never_cache
@login_required
@require_safe
def show_protection(request: HttpRequest) -> HttpResponse:
    """Everything that protects the account, and the one thing that is recommended."""
    now = timezone.now()
    person = cast("Person", request.user)
    left = recovery_codes_left(person)
    context = {
        "methods": methods_of(person),
        "totp": totp_of(person),
        "passkeys": list(passkeys_of(person)),
        "codes_left": left,
        "are_few": 0 < left <= FEW,
        "is_staff": is_staff(person, now),
        "frozen_until": frozen_until(person.pk, now),
    }
    return render(request, "identity/signin/protection.html", context)


@never_cache
@require_fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_app(request: HttpRequest) -> HttpResponse:
    """An authenticator app by its first code; one that is there already gives way to the new one."""
    now = timezone.now()
    if request.method != "POST":
        return _app_page(request, AuthenticatorForm(), now)
    form = AuthenticatorForm(request.POST)
    if not form.is_valid():
        return _app_page(request, form, now)
    session = cast("SigninRequest", request).session
    try:
        factors.confirm_totp(
            person=cast("Person", request.user),
            code=form.cleaned_data["code"],
            replacing=True,
            keep=session,
            now=now,
        )
    except TriesClosed as refused:
        return answers.wait(request, refused, now=now)
    except (CodeRefused, Frozen) as refused:
        form.add_error("code", str(refused.message))
        return _app_page(request, form, now)
    session.pop(BEGUN_KEY, None)
    note_proof(session, "totp", now=now)
    messages.success(request, gettext("Your authenticator app now protects your account."))
    return _to_protection()


@never_cache
@require_fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def remove_app(request: HttpRequest) -> HttpResponse:
    """Ask once more, then take the app away."""
    now = timezone.now()
    if request.method != "POST":
        return render(request, "identity/signin/app_remove.html")
    person = cast("Person", request.user)
    try:
        factors.remove_totp(person=person, keep=cast("SigninRequest", request).session, now=now)
    except (CodeRefused, Frozen) as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, gettext("The authenticator app was removed."))
    return _to_protection()


@never_cache
@require_fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def make_codes(request: HttpRequest) -> HttpResponse:
    """Ten recovery codes, on this one answer and never again."""
    now = timezone.now()
    person = cast("Person", request.user)
    if request.method != "POST":
        left = {"left": recovery_codes_left(person)}
        return render(request, "identity/signin/recovery_ask.html", left)
    try:
        codes = make_sheet(person=person, keep=cast("SigninRequest", request).session, now=now)
    except (CodeRefused, Frozen) as refused:
        messages.error(request, str(refused.message))
        return _to_protection()
    context = {"codes": [grouped(code) for code in codes], "person": person, "made_at": now}
    return render(request, "identity/signin/recovery_sheet.html", context)


def _app_page(request: HttpRequest, form: AuthenticatorForm, now: dt.datetime) -> HttpResponse:
    person = cast("Person", request.user)
    context = {
        "form": form,
        "is_moving": totp_of(person) is not None,
        "enrolment": enrolment(request, person, replacing=True, now=now),
    }
    return render(request, "identity/signin/app_set_up.html", context)


def _to_protection() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("signin:protection"))
