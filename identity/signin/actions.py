"""Opening an account for a newcomer, and opening or ending a session."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from identity.accounts import actions as accounts
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.consent import actions as consents
from identity.consent.models import Channel
from identity.sessions.models import Device
from identity.sessions.proofs import note_proof
from identity.signin import silence
from identity.signin.visitor import DEVICE_KEY

if TYPE_CHECKING:
    from identity.accounts.contacts import Contact
    from identity.codes.browsers import Browser
    from identity.consent.models import ConsentText
    from identity.signin.forms import Profile


def open_account(
    *, contact: Contact, profile: Profile, text: ConsentText, browser: Browser, now: dt.datetime
) -> Person:
    """Make person, holding, residence and consent together or not at all.

    The contact was proved by a code in this browser within the last half hour; whoever held it and
    was silent loses it. Refusals: accounts.AlreadyHeld when somebody holds it by now, accounts'
    NameRefused.
    """
    with transaction.atomic():
        silence.take_over(contact=contact, browser=browser, now=now)
        person = accounts.create_person(
            name=profile.name,
            birth_year=profile.birth_year,
            commune=profile.commune,
            contact=contact,
            now=now,
        )
        consents.give_consent(person=person, text=text, channel=Channel.WEB, by=None, now=now)
    return person


def begin_session(
    *, request: HttpRequest, person: Person, next_url: str, method: str, now: dt.datetime
) -> HttpResponseBase:
    """The only way in: she has just proved herself by `method` (identity.sessions.proofs).

    allauth's login pipeline takes over; its stage holds staff back for their second factor. Whoever
    was signed in in this browser before is signed out, so that nothing of hers goes along.
    """
    device = request.session.get(DEVICE_KEY, Device.OWN)
    if request.user.is_authenticated and request.user != person:
        logout(request)
    request.session[DEVICE_KEY] = device
    note_proof(request.session, method, now=now)
    return perform_login(request, person, redirect_url=next_url)


def end_session(*, request: HttpRequest, now: dt.datetime) -> None:
    """Sign out and throw the session away."""
    person = request.user
    logout(request)
    if isinstance(person, Person):
        audit.record(act="session.ended", by=person, subjects=[person.pk], now=now)
