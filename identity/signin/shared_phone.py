"""`/toi/tai-khoan/dung-chung/`: sharing one's own number with up to four others, and leaving it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from identity.accounts import sharing as shared
from identity.accounts.addresses import SEATS
from identity.accounts.models import Holding
from identity.accounts.nicknames import NicknameRefused
from identity.accounts.queries import address_of, beside, holdings_of
from identity.accounts.sharing import SharingRefused
from identity.codes.refusals import CodeRefused
from identity.factors import pins
from identity.security.refusals import Frozen
from identity.sessions import actions as sessions
from identity.signin import sharing
from identity.signin.account import masked
from identity.signin.confirming import require_fresh_proof
from identity.signin.own_pin import stay_only_here
from identity.signin.sharing_forms import NicknameForm, ShareForm

if TYPE_CHECKING:
    from identity.accounts.models import Person
    from identity.signin.requests import SigninRequest

Act = Callable[[Holding, "Person", dt.datetime], str]


@dataclass(frozen=True)
class Address:
    """One of my addresses, masked, and the nicknames of everybody on it if it is shared."""

    shown: str
    url: str
    nicknames: tuple[str, ...]


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def show_addresses(request: HttpRequest) -> HttpResponse:
    """My numbers and e-mail addresses, and who is on each; straight on where there is only one."""
    held = list(holdings_of(cast("Person", request.user)))
    if len(held) == 1:
        return HttpResponseRedirect(_address(held[0]))
    context = {"addresses": [_shown(holding) for holding in held]}
    return render(request, "identity/signin/shared_addresses.html", context)


@never_cache
@require_fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def show_people(request: HttpRequest, address: UUID) -> HttpResponse:
    """Who is on this address; asking one more person, and what belongs to that."""
    now = timezone.now()
    holding = _mine(request, address)
    form = _form(request, holding)
    if request.method != "POST":
        return _page(request, holding, form, now)
    if request.POST.get("do") in ACTS:
        return _act(request, holding, ACTS[request.POST["do"]], now)
    if not form.is_valid():
        return _page(request, holding, form, now)
    return _name(request, holding, form, now)


@never_cache
@require_fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, address: UUID) -> HttpResponse:
    """Ask once more, then leave the address to the others."""
    now = timezone.now()
    holding = _mine(request, address)
    person = cast("Person", request.user)
    if not holding.is_guarded:
        raise Http404
    if request.method != "POST":
        context = {
            "contact": masked(address_of(holding)),
            "back_url": _address(holding),
            "may_leave": sharing.has_other_way(person, besides=holding),
            "refusal": sharing.NoWayLeft.message,
        }
        return render(request, "identity/signin/leave_sharing.html", context)
    try:
        sharing.leave(holding=holding, by=person, now=now)
    except (SharingRefused, Frozen) as refused:
        messages.error(request, str(refused.message))
        return HttpResponseRedirect(_address(holding))
    _end_elsewhere(request, person, now)
    messages.success(request, gettext("You have left. A code to it no longer concerns you."))
    return HttpResponseRedirect(reverse("signin:account"))


def _mine(request: HttpRequest, address: UUID) -> Holding:
    """My live holding of the address a link names; of anybody else's there is no page."""
    found = holdings_of(cast("Person", request.user)).named(address).first()
    if found is None:
        raise Http404
    return found


def _shown(holding: Holding) -> Address:
    nicknames = tuple(beside(holding).exclude(nickname="").values_list("nickname", flat=True))
    return Address(masked(address_of(holding)), _address(holding), nicknames)


def _form(request: HttpRequest, holding: Holding) -> NicknameForm:
    person = cast("Person", request.user)
    kind = NicknameForm if holding.is_guarded or pins.has_pin(person) else ShareForm
    is_naming = request.method == "POST" and "do" not in request.POST
    initial = {"nickname": holding.nickname}
    return kind(request.POST if is_naming else None, initial=initial, full_name=person.name)


def _page(
    request: HttpRequest, holding: Holding, form: NicknameForm, now: dt.datetime
) -> HttpResponse:
    others = list(beside(holding).exclude(pk=holding.pk).values_list("nickname", flat=True))
    invitation = shared.live_invitation(holding, now=now)
    context = {
        "form": form,
        "holding": holding,
        "contact": masked(address_of(holding)),
        "others": others,
        "invitation": invitation,
        "is_my_invitation": invitation is not None and invitation.opened_by_id == holding.pk,
        "is_full": len(others) + 1 >= SEATS,
    }
    return render(request, "identity/signin/shared_phone.html", context)


def _name(
    request: HttpRequest, holding: Holding, form: NicknameForm, now: dt.datetime
) -> HttpResponse:
    """The first time the nickname comes with a PIN and an invitation; later it is only corrected."""
    person, said = cast("Person", request.user), form.cleaned_data
    try:
        if holding.is_guarded:
            shared.choose_nickname(holding=holding, nickname=said["nickname"], by=person, now=now)
        else:
            sharing.share(
                holding=holding,
                nickname=said["nickname"],
                pin=said.get("pin", ""),
                by=person,
                now=now,
            )
            if "pin" in said:
                stay_only_here(request, now=now)
    except (NicknameRefused, SharingRefused, Frozen) as refused:
        form.add_error("nickname", str(refused.message))
        return _page(request, holding, form, now)
    except CodeRefused as refused:
        form.add_error("pin", refused.message)
        return _page(request, holding, form, now)
    return HttpResponseRedirect(_address(holding))


def _act(request: HttpRequest, holding: Holding, act: Act, now: dt.datetime) -> HttpResponse:
    try:
        messages.success(request, act(holding, cast("Person", request.user), now))
    except (SharingRefused, Frozen) as refused:
        messages.error(request, str(refused.message))
    return HttpResponseRedirect(_address(holding))


def _invite(holding: Holding, by: Person, now: dt.datetime) -> str:
    sharing.invite(holding=holding, by=by, now=now)
    return gettext("The invitation is open for 30 minutes.")


def _withdraw(holding: Holding, by: Person, now: dt.datetime) -> str:
    if shared.withdraw(holding=holding, by=by, now=now):
        return gettext("The invitation is taken back.")
    return gettext("The invitation was over already.")


def _keep_alone(holding: Holding, by: Person, now: dt.datetime) -> str:
    sharing.keep_alone(holding=holding, by=by, now=now)
    return gettext("This is yours alone again. A code is enough to sign in.")


ACTS: dict[str, Act] = {"invite": _invite, "withdraw": _withdraw, "alone": _keep_alone}


def _end_elsewhere(request: HttpRequest, person: Person, now: dt.datetime) -> None:
    here = cast("SigninRequest", request).session
    sessions.end_other_sessions(person=person, keep=here, by=person, now=now)


def _address(holding: Holding) -> str:
    return reverse("signin:sharing", args=[holding.uuid])
