"""`/toi/tai-khoan/lien-he/`: the numbers and e-mail addresses I sign in with, changed by myself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from identity.accounts.actions import AlreadyHeld
from identity.accounts.queries import address_of
from identity.codes.models import Purpose
from identity.recovery import codesteps, contacts
from identity.recovery.codesteps import Flow, Step
from identity.recovery.contact_forms import NewContactForm
from identity.recovery.contact_rules import UNDO_FOR, other_kind, proofs_to_change
from identity.recovery.here import here_of
from identity.recovery.refusals import ContactChangeRefused
from identity.security.queries import frozen_until
from identity.security.refusals import Frozen
from identity.sessions.proofs import has_fresh_proof
from identity.signin import confirming
from identity.signin.account import masked

if TYPE_CHECKING:
    from identity.accounts.models import Holding, Person

FLOW = Flow(
    purpose=Purpose.CHANGE_CONTACT,
    start_url=reverse_lazy("recovery:contacts"),
    code_url=reverse_lazy("recovery:contact_code"),
)

REPLACES = "replaces"


@dataclass(frozen=True)
class Shown:
    """One of her addresses, with enough to recognise it and too little for who looks on."""

    uuid: UUID
    kind: str
    masked: str
    proved_at: dt.datetime


@never_cache
@login_required
@require_safe
def list_contacts(request: HttpRequest) -> HttpResponse:
    """My numbers and e-mail addresses, each with what can be done about it."""
    person, now = _me(request), timezone.now()
    context = {
        "contacts": [_shown(holding) for holding in contacts.held_by(person)],
        "frozen_until": frozen_until(person.pk, now),
    }
    return render(request, "identity/recovery/contacts.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@confirming.require_fresh_proof
def add(request: HttpRequest) -> HttpResponseBase:
    """One more number or e-mail address."""
    return _ask(request, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@confirming.require_fresh_proof
def change(request: HttpRequest, holding: UUID) -> HttpResponseBase:
    """Another number or e-mail address instead of this one."""
    old = _mine(request, holding)
    return _prove_otherwise(request, old) or _ask(request, old)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@confirming.require_fresh_proof
def remove(request: HttpRequest, holding: UUID) -> HttpResponseBase:
    """Ask once more, then let the address go."""
    old = _mine(request, holding)
    asked = _prove_otherwise(request, old)
    if asked is not None:
        return asked
    if request.method != "POST":
        return render(request, "identity/recovery/contact_remove.html", {"contact": _shown(old)})
    person, now = _me(request), timezone.now()
    try:
        contacts.remove_contact(
            person=person, holding=old.uuid, here=here_of(request), by=person, now=now
        )
    except (ContactChangeRefused, Frozen) as refused:
        return _refused(request, refused)
    return _done(request, gettext("Removed. The address was told and can undo it for 7 days."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@confirming.require_fresh_proof
def enter_code(request: HttpRequest) -> HttpResponseBase:
    """The code that was sent to the new address."""
    now = timezone.now()
    return codesteps.answer(FLOW, request, now=now, onward=lambda step: _take(request, step, now))


def _ask(request: HttpRequest, old: Holding | None) -> HttpResponse:
    """The new address; known and unknown ones get the same answer."""
    form = NewContactForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = {REPLACES: str(old.uuid)} if old else {}
        contact = form.cleaned_data["contact"]
        return codesteps.send(FLOW, request, contact=contact, said=said, now=timezone.now())
    context = {"form": form, "old": _shown(old) if old else None}
    return render(request, "identity/recovery/contact_new.html", context)


def _take(request: HttpRequest, step: Step, now: dt.datetime) -> HttpResponse:
    """The code was right: only now is anybody told that somebody holds the address."""
    codesteps.drop(FLOW, request.session)
    try:
        _change(request, step, now)
    except AlreadyHeld:
        context = {"contact": step.contact.display}
        return render(request, "identity/recovery/contact_held.html", context, status=409)
    except (ContactChangeRefused, Frozen) as refused:
        return _refused(request, refused)
    said = gettext("%(contact)s is yours now. Use it the next time you sign in.")
    return _done(request, said % {"contact": step.contact.display})


def _change(request: HttpRequest, step: Step, now: dt.datetime) -> None:
    person, here, replaced = _me(request), here_of(request), step.said.get(REPLACES)
    if replaced is None:
        contacts.add_contact(person=person, contact=step.contact, here=here, by=person, now=now)
        return
    contacts.replace_contact(
        person=person,
        holding=UUID(replaced),
        contact=step.contact,
        here=here,
        by=person,
        now=now,
    )


def _prove_otherwise(request: HttpRequest, old: Holding) -> HttpResponse | None:
    """Whoever took the phone must not move the account with a code to it, where she has better."""
    person, now, kind = _me(request), timezone.now(), old.identifier.kind
    others = contacts.held_by(person).exclude(identifier__kind=kind)
    methods = proofs_to_change(
        confirming.accepted(person, now=now),
        kind=kind,
        has_other=others.filter(since__lt=now - UNDO_FOR).exists(),
    )
    if has_fresh_proof(request.session, now=now, methods=methods):
        return None
    return confirming.confirm_first(request, kind=other_kind(kind))


def _mine(request: HttpRequest, holding: UUID) -> Holding:
    found = contacts.held_by(_me(request)).named(holding).first()
    if found is None:
        raise Http404
    return found


def _shown(holding: Holding) -> Shown:
    return Shown(
        uuid=holding.uuid,
        kind=holding.identifier.kind,
        masked=masked(address_of(holding)),
        proved_at=holding.proved_at,
    )


def _done(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("recovery:contacts"))


def _refused(request: HttpRequest, refused: ContactChangeRefused | Frozen) -> HttpResponse:
    messages.error(request, str(refused.message))
    return HttpResponseRedirect(reverse("recovery:contacts"))


def _me(request: HttpRequest) -> Person:
    return cast("Person", request.user)
