"""`/dang-nhap/mo-lai/`: "I had an account before", the same pages whether or not there was one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from identity.accounts.actions import AlreadyHeld
from identity.codes.models import Purpose
from identity.codes.refusals import CodeRefused, TriesClosed
from identity.factors.models import DeskConfirmation
from identity.factors.rules import DESK, PASSKEY, RECOVERY_CODE, TOTP
from identity.recovery import codesteps, second_proof
from identity.recovery.codesteps import Flow, Step
from identity.recovery.contact_forms import EmailForm
from identity.recovery.desk import use_confirmation
from identity.recovery.here import here_of
from identity.recovery.refusals import ContactChangeRefused
from identity.security.refusals import Frozen
from identity.sessions.proofs import note_proof
from identity.signin import actions, answers, chooser, passkey_answers, silence
from identity.signin import pending as pendings
from identity.signin.passkey_answers import PasskeyForm
from identity.signin.proof_forms import ProofForm

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from identity.accounts.contacts import Contact
    from identity.accounts.models import Holding, Person
    from identity.signin.pending import Pending

EMAIL = Flow(
    purpose=Purpose.SECOND_PROOF,
    start_url=reverse_lazy("recovery:proof_email"),
    code_url=reverse_lazy("recovery:proof_email_code"),
)
View = Callable[[HttpRequest, "Pending", dt.datetime], HttpResponseBase]


@dataclass(frozen=True)
class Typed:
    """A proof that is typed into one field, and what checks it."""

    method: str
    title: Promise
    check: Callable[..., Holding | DeskConfirmation]


APP = Typed(TOTP, _("Code of your authenticator app"), second_proof.by_authenticator)
SEEN = Typed(DESK, _("Confirmed face to face"), second_proof.by_desk)
SHEET = Typed(RECOVERY_CODE, _("Code of your printed sheet"), second_proof.by_recovery_code)


def _with_proved_number(view: View) -> Callable[[HttpRequest], HttpResponseBase]:
    """Only after a right code, and for as long as a newcomer may take for her profile."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def guarded(request: HttpRequest) -> HttpResponseBase:
        now = timezone.now()
        pending = pendings.pending_of(request.session, now=now)
        if pending is None or pending.proved_at is None:
            return answers.start_again(request)
        return view(request, pending, now)

    return guarded


@_with_proved_number
def choose(request: HttpRequest, pending: Pending, now: dt.datetime) -> HttpResponseBase:
    """The ways back; after a confirmation at a desk there is one button instead."""
    confirmation = silence.confirmation_of(pending.contact, now=now)
    if confirmation is None:
        # whoever forgot the PIN of a shared number came from the chooser, and goes back there
        forgotten = chooser.FORGOTTEN_KEY in request.session
        return render(
            request, "identity/recovery/second_proof.html", {"is_pin_forgotten": forgotten}
        )
    if request.method != "POST":
        return render(request, "identity/recovery/desk_open.html")
    return _open_at_desk(request, pending, confirmation, now)


@_with_proved_number
def by_app(request: HttpRequest, pending: Pending, now: dt.datetime) -> HttpResponseBase:
    """The digits of the authenticator app."""
    return _by_typing(request, pending, APP, now)


@_with_proved_number
def by_sheet(request: HttpRequest, pending: Pending, now: dt.datetime) -> HttpResponseBase:
    """One code of the printed sheet."""
    return _by_typing(request, pending, SHEET, now)


@_with_proved_number
def by_desk(request: HttpRequest, pending: Pending, now: dt.datetime) -> HttpResponseBase:
    """The six digits from the screen of the desk, where several people use the number."""
    return _by_typing(request, pending, SEEN, now)


@_with_proved_number
def by_passkey(request: HttpRequest, pending: Pending, now: dt.datetime) -> HttpResponseBase:
    """The finger, the face or the PIN of the phone."""
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _passkey_page(request, form)
    form.full_clean()
    try:
        holding = second_proof.by_passkey(
            contact=pending.contact,
            answer=form.cleaned_data.get("credential", ""),
            kept=passkey_answers.taken(request),
            now=now,
        )
    except TriesClosed as refused:
        return answers.wait(request, refused, now=now)
    except CodeRefused as refused:
        form.add_error(None, refused.message)
        return _passkey_page(request, form)
    return let_in(request, pending, holding.person, method=PASSKEY, now=now)


@never_cache
@require_POST
def ask_passkey(request: HttpRequest) -> HttpResponse:
    """The question for whichever passkey the device has; it tells nothing of anybody."""
    return passkey_answers.put(request, None, now=timezone.now())


@_with_proved_number
def by_email(request: HttpRequest, pending: Pending, now: dt.datetime) -> HttpResponseBase:
    """An e-mail address she had in her account: a code goes there, whoever holds it."""
    form = EmailForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        contact = form.cleaned_data["contact"]
        return codesteps.send(EMAIL, request, contact=contact, said={}, now=now)
    return render(request, "identity/recovery/proof_email.html", {"form": form})


@_with_proved_number
def email_code(request: HttpRequest, pending: Pending, now: dt.datetime) -> HttpResponseBase:
    """The code from that e-mail."""

    def onward(step: Step) -> HttpResponseBase:
        codesteps.drop(EMAIL, request.session)
        return _by_proved_email(request, pending, step.contact, now)

    return codesteps.answer(EMAIL, request, now=now, onward=onward)


def let_in(
    request: HttpRequest, pending: Pending, person: Person, *, method: str, now: dt.datetime
) -> HttpResponseBase:
    """Both proofs were shown: the old account opens."""
    pendings.drop(request.session)
    is_forgotten = request.session.pop(chooser.FORGOTTEN_KEY, False)
    next_url = reverse("signin:own_pin") if is_forgotten else pending.next
    response = actions.begin_session(
        request=request, person=person, next_url=next_url, method=method, now=now
    )
    note_proof(request.session, f"code:{pending.contact.kind}", now=now)
    return response


def _open_at_desk(
    request: HttpRequest, pending: Pending, confirmation: DeskConfirmation, now: dt.datetime
) -> HttpResponseBase:
    try:
        person = use_confirmation(
            confirmation=confirmation, contact=pending.contact, here=here_of(request), now=now
        )
    except (ContactChangeRefused, AlreadyHeld, Frozen) as refused:
        return answers.race_lost(request, text=str(refused.message))
    return let_in(request, pending, person, method=DESK, now=now)


def _by_typing(
    request: HttpRequest, pending: Pending, typed: Typed, now: dt.datetime
) -> HttpResponseBase:
    form = ProofForm(request.POST if request.method == "POST" else None, method=typed.method)
    context = {"form": form, "title": typed.title}
    if not form.is_bound or not form.is_valid():
        return render(request, "identity/recovery/proof_typed.html", context)
    try:
        proved = typed.check(contact=pending.contact, code=form.cleaned_data["code"], now=now)
    except TriesClosed as refused:
        return answers.wait(request, refused, now=now)
    except CodeRefused as refused:
        form.add_error("code", refused.message)
        return render(request, "identity/recovery/proof_typed.html", context)
    if isinstance(proved, DeskConfirmation):
        return _open_at_desk(request, pending, proved, now)
    return let_in(request, pending, proved.person, method=typed.method, now=now)


def _by_proved_email(
    request: HttpRequest, pending: Pending, email: Contact, now: dt.datetime
) -> HttpResponseBase:
    try:
        holding = second_proof.by_email(contact=pending.contact, email=email, now=now)
    except CodeRefused as refused:
        form = EmailForm(initial={"contact": email.display})
        context = {"form": form, "refused": refused.message}
        return render(request, "identity/recovery/proof_email.html", context)
    return let_in(request, pending, holding.person, method="code:email", now=now)


def _passkey_page(request: HttpRequest, form: PasskeyForm) -> HttpResponse:
    return render(request, "identity/recovery/proof_passkey.html", {"form": form})
