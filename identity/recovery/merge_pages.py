"""`/toi/tai-khoan/gop/`: I have two accounts; I prove the other one too, and they become one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from identity.accounts.merging import UNDO_WITHIN, MergeRefused
from identity.accounts.models import Alias, Holding, Person
from identity.accounts.queries import aliases_into
from identity.codes.models import Purpose
from identity.codes.refusals import CodeRefused, TriesClosed
from identity.factors.pinforms import PinForm, Taps
from identity.recovery import codesteps, merging, proving_other
from identity.recovery.codesteps import Flow, Step
from identity.recovery.looking_up import card_meant, contact_meant
from identity.recovery.merge_forms import OtherForm, WhichForm
from identity.security.refusals import Frozen
from identity.signin import answers
from identity.signin.confirming import require_fresh_proof
from identity.signin.visitor import address_of, browser_of

if TYPE_CHECKING:
    from identity.sessions.store import SessionStore

FLOW = Flow(
    purpose=Purpose.MERGE,
    start_url=reverse_lazy("recovery:merge"),
    code_url=reverse_lazy("recovery:merge_code"),
)


@dataclass(frozen=True)
class Joined:
    """An account that was joined to mine, and until when that can be undone; None once it is final."""

    alias: Alias
    undo_until: dt.datetime | None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@require_fresh_proof
def begin(request: HttpRequest) -> HttpResponse:
    """What was joined already, and the address or card of the account to join."""
    now = timezone.now()
    form = OtherForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        shown = {"form": form, "joined": _joined(_me(request), now)}
        return render(request, "identity/recovery/merge.html", shown)
    proving_other.drop(request.session)
    meant = form.cleaned_data["meant"]
    contact = contact_meant(meant)
    if contact is not None:
        return codesteps.send(FLOW, request, contact=contact, said={}, now=now)
    proving_other.show_card(request.session, card_meant(meant))
    return HttpResponseRedirect(reverse("recovery:merge_pin"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@require_fresh_proof
def enter_code(request: HttpRequest) -> HttpResponseBase:
    """The code that was sent to the other account's address."""
    now = timezone.now()
    return codesteps.answer(FLOW, request, now=now, onward=lambda step: _onward(request, step, now))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@require_fresh_proof
def enter_pin(request: HttpRequest) -> HttpResponse:
    """The PIN of the other account, where a code alone does not open it, or of its card."""
    now = timezone.now()
    held = _held(request, now)
    if not held and proving_other.CARD_KEY not in request.session:
        return HttpResponseRedirect(reverse("recovery:merge"))
    proving_other.choose(request.session, request.POST.get("who", _seat_kept(request)), held)
    taps = _taps(request, held)
    form = _pin_form(request, held, taps)
    if form.is_bound and form.is_valid():
        try:
            other = _prove(request, form, held, now)
        except TriesClosed as refused:
            return answers.wait(request, refused, now=now)
        except CodeRefused as refused:
            form.add_error("pin", refused.message)
            taps = Taps() if taps else None
        else:
            return _proved(request, other, now)
    return render(request, "identity/recovery/merge_pin.html", {"form": form, "taps": taps})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@require_fresh_proof
def confirm(request: HttpRequest) -> HttpResponse:
    """Both accounts side by side, then the button that makes them one."""
    now, me = timezone.now(), _me(request)
    other = proving_other.proved_other(request.session, now=now)
    if other is None or other == me:
        return HttpResponseRedirect(reverse("recovery:merge"))
    if request.method != "POST":
        return render(request, "identity/recovery/merge_confirm.html", {"other": other, "me": me})
    proving_other.drop(request.session)
    try:
        merging.merge(absorbed=other, kept=me, keep=_session(request), by=me, now=now)
    except (MergeRefused, Frozen) as refused:
        return _refused(request, refused)
    messages.success(
        request, gettext("The two accounts are one now. You can undo this for 30 days.")
    )
    return HttpResponseRedirect(reverse("recovery:merge"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@require_fresh_proof
def undo(request: HttpRequest, alias: UUID) -> HttpResponse:
    """Ask once more, then part the two accounts."""
    found = aliases_into(_me(request)).filter(uuid=alias).select_related("kept").first()
    if found is None:
        raise Http404
    if request.method != "POST":
        return render(request, "identity/recovery/merge_undo.html", {"alias": found})
    try:
        merging.part(alias=found, keep=_session(request), by=_me(request), now=timezone.now())
    except MergeRefused as refused:
        return _refused(request, refused)
    messages.success(request, gettext("These are two accounts again, each with what is its own."))
    return HttpResponseRedirect(reverse("recovery:merge"))


def _onward(request: HttpRequest, step: Step, now: dt.datetime) -> HttpResponse:
    """The code was right: whose account it proves, or what else is asked."""
    held = proving_other.others_on(
        step.contact, me=_me(request), browser=browser_of(request), now=now
    )
    if not held:
        codesteps.drop(FLOW, request.session)
        messages.error(request, gettext("No other account opens with this number or e-mail."))
        return HttpResponseRedirect(reverse("recovery:merge"))
    other = proving_other.single_open(held)
    if other is None:
        return HttpResponseRedirect(reverse("recovery:merge_pin"))
    return _proved(request, other, now)


def _held(request: HttpRequest, now: dt.datetime) -> list[Holding]:
    """The people on the address whose code came back a moment ago; none where a card was named."""
    if proving_other.CARD_KEY in request.session:
        return []
    step = codesteps.step_of(FLOW, request.session, now=now)
    if step is None or step.proved_at is None:
        return []
    return proving_other.others_on(
        step.contact, me=_me(request), browser=browser_of(request), now=now
    )


def _seat_kept(request: HttpRequest) -> str:
    """Whoever comes to the page anew chooses anew; a tap on a picture stays with the one chosen."""
    is_tap = request.method == "POST" and "picked" in request.POST
    return str(request.session.get(proving_other.SEAT_KEY, "")) if is_tap else ""


def _taps(request: HttpRequest, held: list[Holding]) -> Taps | None:
    """The pictures tapped so far; None where digits are typed."""
    is_tapped = proving_other.is_tapped(request.session, held)
    return Taps.read(request.POST) if is_tapped else None


def _pin_form(request: HttpRequest, held: list[Holding], taps: Taps | None) -> WhichForm | PinForm:
    """What was typed, or the three pictures once the last one is tapped."""
    if taps is None:
        return WhichForm(request.POST if request.method == "POST" else None, held=held)
    return PinForm({"pin": taps.pin} if taps.is_complete else None)


def _prove(
    request: HttpRequest, form: WhichForm | PinForm, held: list[Holding], now: dt.datetime
) -> Person:
    pin, holding = form.cleaned_data["pin"], proving_other.chosen(request.session, held)
    if holding is not None:
        return proving_other.prove_pin(holding, pin=pin, now=now)
    network = address_of(request)
    return proving_other.prove_card(request.session, pin=pin, network=network, now=now)


def _proved(request: HttpRequest, other: Person, now: dt.datetime) -> HttpResponse:
    codesteps.drop(FLOW, request.session)
    proving_other.keep_proved(request.session, other, now=now)
    return HttpResponseRedirect(reverse("recovery:merge_confirm"))


def _joined(person: Person, now: dt.datetime) -> list[Joined]:
    return [
        Joined(alias, alias.since + UNDO_WITHIN if now - alias.since < UNDO_WITHIN else None)
        for alias in aliases_into(person)
    ]


def _refused(request: HttpRequest, refused: MergeRefused | Frozen) -> HttpResponse:
    messages.error(request, str(refused.message))
    return HttpResponseRedirect(reverse("recovery:merge"))


def _session(request: HttpRequest) -> SessionStore:
    return cast("SessionStore", request.session)


def _me(request: HttpRequest) -> Person:
    return cast("Person", request.user)
