"""`/toi/tai-khoan/`: who I am here, corrected by myself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from identity.accounts import actions as accounts
from identity.accounts.contacts import Contact
from identity.accounts.queries import commune_of, contact_of
from identity.communes.forms import CommuneChoice
from identity.consent.queries import consents_of
from identity.factors.cardqueries import cards_of
from identity.roles.queries import live_grants
from identity.signin.forms import NameForm

if TYPE_CHECKING:
    from identity.accounts.models import Person

NO_BREAK = "\N{NO-BREAK SPACE}"
SHOWN_LETTERS = 1
SHOWN_DIGITS = 3


@dataclass(frozen=True)
class Correction:
    """The two small forms of the page; the one that was sent carries what was typed."""

    name: NameForm
    commune: CommuneChoice
    sent: forms.Form | None


@never_cache
@login_required
def show_account(request: HttpRequest) -> HttpResponse:
    """My name, commune, address, consents and roles; a POST corrects name or commune."""
    person = cast("Person", request.user)
    now = timezone.now()
    correction = _correction(request, person)
    if correction.sent is not None and correction.sent.is_valid():
        _correct(correction, person=person, now=now)
        messages.success(request, gettext("Your correction is saved."))
        return HttpResponseRedirect(reverse("signin:account"))
    return render(request, "identity/signin/account.html", _shown(person, correction, now))


def _correction(request: HttpRequest, person: Person) -> Correction:
    name = NameForm(initial={"name": person.name})
    if request.method != "POST":
        return Correction(name=name, commune=CommuneChoice(), sent=None)
    if "name" in request.POST:
        name = NameForm(request.POST)
        return Correction(name=name, commune=CommuneChoice(), sent=name)
    commune = CommuneChoice(request.POST)
    return Correction(name=name, commune=commune, sent=commune)


def _correct(correction: Correction, *, person: Person, now: dt.datetime) -> None:
    if correction.sent is correction.name:
        name = correction.name.cleaned_data["name"]
        accounts.rename_person(person=person, name=name, by=person, now=now)
    else:
        commune = correction.commune.cleaned_data["commune"]
        accounts.move_person(person=person, commune=commune, by=person, now=now)


def _shown(person: Person, correction: Correction, now: dt.datetime) -> dict[str, object]:
    contact = contact_of(person)
    return {
        "person": person,
        "commune": commune_of(person),
        "contact": masked(contact) if contact else "",
        "cards": cards_of(person),
        "consents": consents_of(person.pk),
        "grants": live_grants(person.pk, now).select_related("granted_by"),
        "name_form": correction.name,
        "commune_form": correction.commune,
        "form": correction.sent,
    }


def masked(contact: Contact) -> str:
    """Enough to recognise one's own address, too little for who looks over the shoulder."""
    if contact.kind == "phone":
        digits = contact.display
        return f"••••{NO_BREAK}•••{NO_BREAK}" + digits[-SHOWN_DIGITS:]
    local, _, domain = contact.value.partition("@")
    return f"{local[:SHOWN_LETTERS]}•••@{domain}"
