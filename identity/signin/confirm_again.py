"""`/dang-nhap/xac-nhan/`: show once more that it is you, with whichever proof you have at hand."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from identity.accounts.contacts import Contact
from identity.accounts.queries import contact_of, oldest_contact
from identity.audit import actions as audit
from identity.codes import actions as codes
from identity.codes.models import Purpose
from identity.codes.refusals import CodeExpired, CodeRefused, SendRefused, TriesClosed
from identity.factors import actions as factors
from identity.factors import passkeys
from identity.factors.models import PinKind
from identity.factors.pinforms import Taps
from identity.factors.pins import pin_kind, verify_pin
from identity.factors.recovery_codes import spend_recovery_code
from identity.factors.rules import CONTACT_CODES, PASSKEY, PIN, RECOVERY_CODE, TOTP, proof_by_oldest
from identity.sessions.proofs import note_proof
from identity.signin import answers, passkey_answers
from identity.signin.account import masked
from identity.signin.confirming import KIND_KEY, accepted
from identity.signin.passkey_answers import PasskeyForm
from identity.signin.proof_forms import CONTACT, ProofForm
from identity.signin.visitor import address_of, browser_of, safe_next

if TYPE_CHECKING:
    from identity.accounts.models import Person
    from identity.signin.requests import SigninRequest

# how each proof is called in the address, the easiest first: it is the one that is offered
WAYS = {
    "van-tay": PASSKEY,
    "ung-dung": TOTP,
    "pin": PIN,
    "tin-nhan": CONTACT,
    "ma-khoi-phuc": RECOVERY_CODE,
}
ASKED_KEY = "confirming"


@dataclass(frozen=True)
class Proving:
    """Who shows a proof, how, and where she goes on to."""

    person: Person
    way: str
    others: tuple[str, ...]
    next: str

    @property
    def method(self) -> str:
        """What is shown: a factor, or a code to the contact."""
        return WAYS[self.way]


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_again(request: HttpRequest) -> HttpResponseBase:
    """One proof at a time; the other ways she has are links below it."""
    now = timezone.now()
    proving = _proving(request, now)
    if proving is None:
        return render(request, "identity/signin/no_proof.html")
    if _is_tapped(proving):
        return _by_pictures(request, proving, now)
    if request.method != "POST":
        return _page(request, proving, _empty_form(proving))
    return _take(request, proving, now)


def _take(request: HttpRequest, proving: Proving, now: dt.datetime) -> HttpResponseBase:
    """What was sent: an answer of a passkey, the wish for a code, or something typed."""
    if proving.method == PASSKEY:
        return _by_passkey(request, proving, now)
    if "send" in request.POST:
        return _send(request, proving, now)
    return _by_typing(request, proving, ProofForm(request.POST, method=proving.method), now)


@never_cache
@login_required
@require_POST
def ask_to_confirm(request: HttpRequest) -> HttpResponse:
    """The question for a passkey of the person who is signed in."""
    return passkey_answers.put(request, cast("Person", request.user), now=timezone.now())


def _proving(request: HttpRequest, now: dt.datetime) -> Proving | None:
    person = cast("Person", request.user)
    open_to_her = accepted(person, now=now)
    has_contact = bool(open_to_her & CONTACT_CODES) and _contact(request, person) is not None
    ways = [
        way
        for way, method in WAYS.items()
        if method in open_to_her or (method == CONTACT and has_contact)
    ]
    if not ways:
        return None
    wanted = request.GET.get("cach", "")
    way = wanted if wanted in ways else ways[0]
    others = tuple(other for other in ways if other != way)
    given = request.POST.get("next") or request.GET.get("next", "")
    return Proving(person=person, way=way, others=others, next=safe_next(request, given))


def _by_passkey(request: HttpRequest, proving: Proving, now: dt.datetime) -> HttpResponseBase:
    form = PasskeyForm(request.POST)
    form.full_clean()
    try:
        passkeys.prove_passkey(
            answer=form.cleaned_data.get("credential", ""),
            kept=passkey_answers.taken(request),
            person=proving.person,
            now=now,
        )
    except CodeRefused as refused:
        form.add_error(None, refused.message)
        return _page(request, proving, form)
    return _go_on(request, proving, PASSKEY, now)


def _by_pictures(request: HttpRequest, proving: Proving, now: dt.datetime) -> HttpResponseBase:
    """A PIN of three pictures: complete with the third tap."""
    taps = Taps.read(request.POST)
    if not taps.is_complete:
        return _page(request, proving, _empty_form(proving), taps)
    form = ProofForm({"code": taps.pin, "next": proving.next}, method=PIN)
    return _by_typing(request, proving, form, now)


def _is_tapped(proving: Proving) -> bool:
    return proving.method == PIN and pin_kind(proving.person) is PinKind.PICTURES


def _by_typing(
    request: HttpRequest, proving: Proving, form: ProofForm, now: dt.datetime
) -> HttpResponseBase:
    if not form.is_valid():
        return _page(request, proving, form)
    try:
        method = _check(request, proving, form.cleaned_data["code"], now)
    except TriesClosed as refused:
        return answers.wait(request, refused, now=now)
    except CodeExpired as refused:
        request.session.pop(ASKED_KEY, None)
        form.add_error(None, refused.message)
        return _page(request, proving, form)
    except CodeRefused as refused:
        form.add_error("code", refused.message)
        return _page(request, proving, form, Taps() if _is_tapped(proving) else None)
    return _go_on(request, proving, method, now)


def _check(request: HttpRequest, proving: Proving, typed: str, now: dt.datetime) -> str:
    """The method that was shown, or the refusal of its engine."""
    person, method = proving.person, proving.method
    if method == TOTP:
        factors.verify_totp(person=person, code=typed, now=now)
    elif method == PIN:
        verify_pin(person=person, pin=typed, now=now)
    elif method == RECOVERY_CODE:
        spend_recovery_code(person=person, code=typed, now=now)
    else:
        return f"code:{_confirm_contact(request, person, typed, now).kind}"
    return method


def _confirm_contact(request: HttpRequest, person: Person, typed: str, now: dt.datetime) -> Contact:
    """The contact the code proved; it must still be the person's own."""
    asked = request.session.get(ASKED_KEY)
    if not asked:
        raise CodeExpired
    contact = codes.confirm(
        challenge=uuid.UUID(asked),
        purpose=Purpose.CONFIRM,
        code=typed,
        browser=browser_of(request),
        now=now,
    )
    if contact != _contact(request, person):
        raise CodeExpired
    return contact


def _contact(request: HttpRequest, person: Person) -> Contact | None:
    """The address she proved last, or has had longest of the kind that the next page asks for."""
    kind = request.session.get(KIND_KEY)
    return (oldest_contact(person, kind) if kind else None) or contact_of(person)


def _send(request: HttpRequest, proving: Proving, now: dt.datetime) -> HttpResponse:
    contact = _contact(request, proving.person)
    if proving.method != CONTACT or contact is None:
        return _again(proving)
    try:
        asked = codes.request(
            contact=contact,
            purpose=Purpose.CONFIRM,
            browser=browser_of(request),
            network=address_of(request),
            now=now,
        )
    except SendRefused as refused:
        return answers.wait(request, refused, now=now)
    request.session[ASKED_KEY] = str(asked)
    return _again(proving)


def _again(proving: Proving) -> HttpResponseRedirect:
    query = urlencode({"cach": proving.way, "next": proving.next}, safe="/")
    return HttpResponseRedirect(f"{reverse('signin:confirm_again')}?{query}")


def _go_on(
    request: HttpRequest, proving: Proving, method: str, now: dt.datetime
) -> HttpResponseRedirect:
    """A new session key, and the proof noted under it."""
    session = cast("SigninRequest", request).session
    session.pop(ASKED_KEY, None)
    kind = session.pop(KIND_KEY, None)
    session.cycle_key()
    note_proof(session, method, now=now)
    if method == f"code:{kind}":
        note_proof(session, proof_by_oldest(kind), now=now)
    person = proving.person
    audit.record(
        act="session.proved_again", by=person, subjects=[person.pk], detail={"by": method}, now=now
    )
    return HttpResponseRedirect(proving.next)


def _empty_form(proving: Proving) -> ProofForm | PasskeyForm:
    initial = {"next": proving.next}
    if proving.method == PASSKEY:
        return PasskeyForm(initial=initial)
    return ProofForm(initial=initial, method=proving.method)


def _page(
    request: HttpRequest,
    proving: Proving,
    form: ProofForm | PasskeyForm,
    taps: Taps | None = None,
) -> HttpResponse:
    contact = _contact(request, proving.person) if proving.method == CONTACT else None
    context = {
        "form": form,
        "proving": proving,
        "taps": taps,
        "contact": masked(contact) if contact else "",
        "is_sent": proving.method != CONTACT or ASKED_KEY in request.session,
    }
    return render(request, "identity/signin/confirm_again.html", context)
