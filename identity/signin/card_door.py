"""`/dang-nhap/the/`: in with a sign-in card, by its QR picture or its number, and then the PIN.

The token of the QR picture stands in the fragment of the address, which stays in the browser; one
small script sends it in the body of a form and clears the address bar.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from identity import keys
from identity.accounts.models import Person
from identity.codes.refusals import CodeRefused, NetworkFull, TriesClosed
from identity.factors import cardproving
from identity.factors.cardnumbers import read_number
from identity.factors.cardproving import CardDead, Shown
from identity.factors.models import PinKind
from identity.factors.pinforms import PinForm, Taps
from identity.factors.rules import PIN
from identity.sessions.models import Device
from identity.sessions.proofs import note_proof
from identity.signin import actions, answers
from identity.signin.device_choice import device_form, keep_choice
from identity.signin.rules import PENDING_LIFE
from identity.signin.visitor import DEVICE_KEY, HOME, address_of, safe_next

KEY = "card_at_the_door"
PURPOSE = "signin.card"
CARD = "card"


class CardForm(forms.Form):
    """The number on the card, or the token that the script took from the address."""

    number = forms.CharField(
        label=_("Number on your card"),
        help_text=_("Nine letters and digits, for example W3J-BEA-8H5."),
        required=False,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code",
            }
        ),
    )
    token = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput(attrs={"data-card-token": ""})
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """`shown` is what was held up; a slip of the pen shows by the check sign and costs no try."""
        cleaned = super().clean() or self.cleaned_data
        token, typed = cleaned.get("token"), cleaned.get("number")
        if token:
            cleaned["shown"] = _scanned(token)
            return cleaned
        number = read_number(typed or "")
        if number is None:
            self.add_error("number", _slip(typed))
        else:
            cleaned["shown"] = cardproving.show_number(number)
        return cleaned


@dataclass(frozen=True)
class HeldUp:
    """The card of a sign-in on its way: where it goes on to, and whether the PIN is tapped or typed."""

    shown: Shown
    next: str
    is_tapped: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_card(request: HttpRequest) -> HttpResponse:
    """The first page: scan or type. A number nobody holds goes on like any other."""
    form = CardForm(request.POST if request.method == "POST" else None, initial=_wanted(request))
    if not form.is_bound or not form.is_valid():
        return render(request, "identity/signin/card.html", {"form": form})
    next_url = safe_next(request, form.cleaned_data["next"])
    _keep(request, form.cleaned_data["shown"], next_url, now=timezone.now())
    return HttpResponseRedirect(reverse("signin:card_pin"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_pin(request: HttpRequest) -> HttpResponseBase:
    """The second page: digits or three pictures, as she chose them."""
    now = timezone.now()
    held_up = _kept(request, now=now)
    if held_up is None:
        return HttpResponseRedirect(reverse("signin:card"))
    keep_choice(request)
    taps = Taps.read(request.POST) if held_up.is_tapped else None
    form = _pin_form(request, taps)
    if not form.is_bound or not form.is_valid():
        return _page(request, form, taps)
    return _check(request, held_up, form, now=now)


def _check(
    request: HttpRequest, held_up: HeldUp, form: PinForm, *, now: dt.datetime
) -> HttpResponseBase:
    try:
        person = cardproving.prove_card(
            shown=held_up.shown,
            pin=form.cleaned_data["pin"],
            network=address_of(request),
            now=now,
        )
    except (TriesClosed, NetworkFull) as refused:
        return answers.wait(request, refused, now=now)
    except CodeRefused as refused:
        form.add_error("pin", refused.message)
        return _page(request, form, Taps() if held_up.is_tapped else None)
    return _let_in(request, person, held_up.next, now=now)


def _let_in(
    request: HttpRequest, person: Person, next_url: str, *, now: dt.datetime
) -> HttpResponseBase:
    """By card and PIN; the PIN alone counts where she has to prove herself anew."""
    request.session.pop(KEY, None)
    response = actions.begin_session(
        request=request, person=person, next_url=next_url, method=CARD, now=now
    )
    note_proof(request.session, PIN, now=now)
    return response


def _pin_form(request: HttpRequest, taps: Taps | None) -> PinForm:
    """What was typed, or the three pictures once the last one is tapped."""
    if taps is None:
        return PinForm(request.POST if request.method == "POST" else None)
    return PinForm({"pin": taps.pin} if taps.is_complete else None)


def _page(request: HttpRequest, form: PinForm, taps: Taps | None) -> HttpResponse:
    context = {"form": form, "taps": taps, "device_form": device_form(request)}
    return render(request, "identity/signin/card_pin.html", context)


def _scanned(token: str) -> Shown:
    try:
        return cardproving.show_token(token)
    except CardDead as refused:
        raise ValidationError(refused.message, code=refused.code) from None


def _slip(typed: str | None) -> str:
    if not typed:
        return gettext("Type the number that stands on the front of your card.")
    return gettext("There is a slip in this number. Compare it with your card, sign by sign.")


def _wanted(request: HttpRequest) -> dict[str, str]:
    return {"next": safe_next(request, request.GET.get("next", HOME))}


def _keep(request: HttpRequest, shown: Shown, next_url: str, *, now: dt.datetime) -> None:
    """Sealed into the session: which card was shown says who is about to sign in.

    Whoever needs a card mostly sits at somebody else's device: that is offered until she says more.
    """
    request.session.setdefault(DEVICE_KEY, Device.SHARED.value)
    stated = {
        "card": str(shown.card),
        "subject": shown.subject,
        "next": next_url,
        "at": now.isoformat(),
    }
    request.session[KEY] = keys.seal(json.dumps(stated), purpose=PURPOSE, context=KEY)


def _kept(request: HttpRequest, *, now: dt.datetime) -> HeldUp | None:
    """The card shown in this browser in the last half hour, and where to go on."""
    try:
        stated = json.loads(keys.unseal(request.session.get(KEY, ""), purpose=PURPOSE, context=KEY))
    except keys.Unsealable:
        return None
    if now - dt.datetime.fromisoformat(stated["at"]) >= PENDING_LIFE:
        return None
    shown = Shown(UUID(stated["card"]), stated["subject"])
    is_tapped = cardproving.asked_kind(shown) is PinKind.PICTURES
    return HeldUp(shown, stated["next"], is_tapped=is_tapped)
