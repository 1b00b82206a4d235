"""`/dang-nhap/xac-thuc/`: staff show their authenticator, or set it up the first time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from identity.accounts.models import Person
from identity.codes.refusals import CodeRefused, TriesClosed
from identity.factors import actions as factors
from identity.factors.queries import has_totp, provisioning_secret, provisioning_uri
from identity.roles.permissions import has_role
from identity.roles.rules import Role
from identity.sessions import staff
from identity.sessions.proofs import note_proof
from identity.signin import answers
from identity.signin.forms import AuthenticatorForm
from identity.signin.requests import SigninRequest
from identity.signin.stages import BEGUN_KEY, SecondFactorStage, held_back
from identity.signin.visitor import safe_next

QR_SCALE = 5


@dataclass(frozen=True)
class Waiting:
    """Who has to show the second factor: held back at sign-in, or locked after a rest."""

    person: Person
    stage: SecondFactorStage | None

    @property
    def is_locked(self) -> bool:
        """The session is open already and only rested too long."""
        return self.stage is None


@dataclass(frozen=True)
class Enrolment:
    """What the authenticator app needs: the square to scan, or the key to type."""

    qr: SafeString
    secret: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_second_factor(request: HttpRequest) -> HttpResponseBase:
    """The digits of the authenticator; only then is the session open."""
    now = timezone.now()
    waiting = _waiting(request)
    if waiting is None:
        return answers.start_again(request)
    if request.method != "POST":
        form = AuthenticatorForm(initial={"next": request.GET.get("next", "")})
        return _page(request, waiting, form, now)
    form = AuthenticatorForm(request.POST)
    return (
        _check(request, waiting, form, now)
        if form.is_valid()
        else _page(request, waiting, form, now)
    )


def _check(
    request: HttpRequest, waiting: Waiting, form: AuthenticatorForm, now: dt.datetime
) -> HttpResponseBase:
    try:
        _show(waiting.person, form.cleaned_data["code"], now)
    except TriesClosed as refused:
        return answers.wait(request, refused, now=now)
    except CodeRefused as refused:
        form.add_error("code", refused.message)
        return _page(request, waiting, form, now)
    return _let_in(request, waiting, form.cleaned_data["next"], now)


def _waiting(request: HttpRequest) -> Waiting | None:
    stage = held_back(request)
    if stage is not None:
        return Waiting(person=stage.login.user, stage=stage)
    locked = cast("SigninRequest", request).locked_person
    return Waiting(person=locked, stage=None) if locked is not None else None


def _page(
    request: HttpRequest, waiting: Waiting, form: AuthenticatorForm, now: dt.datetime
) -> HttpResponse:
    context = {
        "form": form,
        "is_locked": waiting.is_locked,
        "enrolment": None if has_totp(waiting.person) else _enrolment(request, waiting.person, now),
    }
    return render(request, "identity/signin/second_factor.html", context)


def _enrolment(request: HttpRequest, person: Person, now: dt.datetime) -> Enrolment:
    begun = request.session.get(BEGUN_KEY)
    request.session[BEGUN_KEY] = factors.begin_totp(person=person, now=now, begun=begun).pk
    square = segno.make(provisioning_uri(person), error="m")
    return Enrolment(
        qr=mark_safe(square.svg_inline(scale=QR_SCALE)),  # noqa: S308 - drawn here, from our own seed
        secret=provisioning_secret(person),
    )


def _show(person: Person, code: str, now: dt.datetime) -> None:
    """The first right code makes the authenticator count, later ones are checked against it."""
    if has_totp(person):
        factors.verify_totp(person=person, code=code, now=now)
    else:
        factors.confirm_totp(person=person, code=code, now=now)


def _let_in(
    request: HttpRequest, waiting: Waiting, wanted: str, now: dt.datetime
) -> HttpResponseBase:
    is_admin = has_role(waiting.person, Role.ADMIN, now=now)
    note_proof(request.session, "totp", now=now)
    if waiting.stage is None:
        proof = staff.proof_of(request.session)
        if proof is None:
            return answers.start_again(request)
        staff.open_again(request.session, proof, is_admin=is_admin, now=now)
        return HttpResponseRedirect(safe_next(request, wanted))
    response = waiting.stage.exit()
    staff.open_staff_session(request.session, is_admin=is_admin, now=now)
    return response
