"""`/dang-nhap/ai/`: a shared number was proved; who of its people is it, and what proves her.

The code proves the number, the PIN (or a passkey) proves the person. The page shows the nicknames
their owners chose and nothing else.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from identity.accounts import actions as accounts
from identity.accounts import sharing
from identity.accounts.models import Holding, Invitation, Person
from identity.accounts.sharing import InvitationOver
from identity.codes.refusals import CodeRefused, TriesClosed
from identity.factors import pins
from identity.factors.models import PinKind
from identity.factors.pinforms import PinForm, Taps
from identity.factors.rules import PIN
from identity.security.queries import is_frozen
from identity.signin import actions, answers, silence
from identity.signin import pending as pendings
from identity.signin.pending import Pending
from identity.signin.visitor import browser_of

CHOSEN_KEY = "chosen_seat"
"""Where a session keeps which of the people on the proved number wants to come in."""

FORGOTTEN_KEY = "pin_forgotten"
"""Where a session keeps that whoever was chosen forgot her PIN: she chooses a new one once she is in."""

NEWCOMER = "moi"
FORGOTTEN = "forgotten"


@dataclass(frozen=True)
class Chosen:
    """One of the people on a number that was proved a moment ago."""

    pending: Pending
    holding: Holding

    @property
    def person(self) -> Person:
        """Whose PIN is asked: the account this one was merged into, where that one has a PIN."""
        kept = self.holding.person.as_kept
        return kept if pins.has_pin(kept) else self.holding.person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_who(request: HttpRequest) -> HttpResponse:
    """The nicknames, and "I am new" while an invitation stands open."""
    now = timezone.now()
    pending = proved(request, now=now)
    if pending is None:
        return answers.start_again(request)
    held = people_here(request, pending, now=now)
    if not held:
        return HttpResponseRedirect(reverse("signin:profile"))
    if request.method != "POST":
        context = {"held": held, "invitation": invitation_here(held, now=now), "newcomer": NEWCOMER}
        return render(request, "identity/signin/chooser.html", context)
    return _go_on(request, held, now)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_pin(request: HttpRequest) -> HttpResponseBase:
    """The PIN of the person who was chosen; only then is the session open."""
    now = timezone.now()
    chosen = chosen_in(request, now=now)
    if chosen is None:
        return HttpResponseRedirect(reverse("signin:who"))
    if FORGOTTEN in request.POST:
        return _another_way(request, chosen)
    taps = Taps.read(request.POST) if pins.pin_kind(chosen.person) is PinKind.PICTURES else None
    form = _pin_form(request, taps)
    if not form.is_bound or not form.is_valid():
        return _page(request, chosen, form, taps)
    return _check(request, chosen, form, now)


def proved(request: HttpRequest, *, now: dt.datetime) -> Pending | None:
    """The sign-in of this browser whose code came back within the last half hour."""
    pending = pendings.pending_of(request.session, now=now)
    return pending if pending is not None and pending.proved_at is not None else None


def people_here(request: HttpRequest, pending: Pending, *, now: dt.datetime) -> list[Holding]:
    """The people of the proved address whom more than the code opens, as far as it may tell of them."""
    held = silence.openable(contact=pending.contact, browser=browser_of(request), now=now)
    return [holding for holding in held if holding.is_guarded]


def invitation_here(held: list[Holding], *, now: dt.datetime) -> Invitation | None:
    """The invitation that lets one more person join these; none of somebody who said "not me" since."""
    invitation = sharing.live_invitation(held[0], now=now) if held else None
    if invitation is None or is_frozen(invitation.opened_by.person.as_kept.pk, now):
        return None
    return invitation


def chosen_in(request: HttpRequest, *, now: dt.datetime) -> Chosen | None:
    """The person who was chosen in this browser, while the proved code lasts."""
    pending = proved(request, now=now)
    seat = request.session.get(CHOSEN_KEY)
    if pending is None or seat is None:
        return None
    here = people_here(request, pending, now=now)
    found = next((holding for holding in here if holding.seat == seat), None)
    return Chosen(pending, found) if found else None


def _go_on(request: HttpRequest, held: list[Holding], now: dt.datetime) -> HttpResponse:
    wanted = request.POST.get("who", "")
    if wanted == NEWCOMER:
        if invitation_here(held, now=now) is not None:
            return HttpResponseRedirect(reverse("signin:join"))
        messages.info(request, str(InvitationOver.message))
        return HttpResponseRedirect(reverse("signin:who"))
    seats = {str(holding.seat): holding.seat for holding in held}
    if wanted not in seats:
        return HttpResponseRedirect(reverse("signin:who"))
    request.session[CHOSEN_KEY] = seats[wanted]
    request.session.pop(FORGOTTEN_KEY, None)
    return HttpResponseRedirect(reverse("signin:pin"))


def _pin_form(request: HttpRequest, taps: Taps | None) -> PinForm:
    """What was typed, or the three pictures once the last one is tapped."""
    if taps is None:
        return PinForm(request.POST if request.method == "POST" else None)
    return PinForm({"pin": taps.pin} if taps.is_complete else None)


def _another_way(request: HttpRequest, chosen: Chosen) -> HttpResponse:
    """The PIN is forgotten: a second proof or the desk opens instead, and then she chooses a new one."""
    request.session[FORGOTTEN_KEY] = True
    return HttpResponseRedirect(reverse("recovery:second_proof"))


def _check(
    request: HttpRequest, chosen: Chosen, form: PinForm, now: dt.datetime
) -> HttpResponseBase:
    try:
        pins.verify_pin(person=chosen.person, pin=form.cleaned_data["pin"], now=now)
    except TriesClosed as refused:
        return answers.wait(request, refused, now=now)
    except CodeRefused as refused:
        form.add_error("pin", refused.message)
        is_tapped = pins.pin_kind(chosen.person) is PinKind.PICTURES
        return _page(request, chosen, form, Taps() if is_tapped else None)
    return _let_in(request, chosen, now=now)


def _let_in(request: HttpRequest, chosen: Chosen, *, now: dt.datetime) -> HttpResponseBase:
    """The number and the person are proved: her holding is fresh again, and she is in."""
    accounts.prove_holding(holding=chosen.holding, now=now)
    pendings.drop(request.session)
    request.session.pop(CHOSEN_KEY, None)
    return actions.begin_session(
        request=request,
        person=chosen.holding.person,
        next_url=chosen.pending.next,
        method=PIN,
        now=now,
    )


def _page(request: HttpRequest, chosen: Chosen, form: PinForm, taps: Taps | None) -> HttpResponse:
    context = {
        "form": form,
        "taps": taps,
        "nickname": chosen.holding.nickname,
        "forgotten": FORGOTTEN,
    }
    return render(request, "identity/signin/pin.html", context)
