"""Opening an account for a newcomer, and opening or ending a session."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

from allauth.account.utils import perform_login
from django.contrib.auth import SESSION_KEY, logout
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from identity.accounts import actions as accounts
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.consent import actions as consents
from identity.consent.models import Channel
from identity.factors.rules import FOR_STAFF
from identity.roles.permissions import has_role, is_staff
from identity.roles.rules import Role
from identity.sessions import staff
from identity.sessions.models import Device
from identity.sessions.proofs import first_proof
from identity.signin import silence
from identity.signin.visitor import DEVICE_KEY

if TYPE_CHECKING:
    from identity.accounts.contacts import Contact
    from identity.codes.browsers import Browser
    from identity.consent.models import ConsentText
    from identity.sessions.store import SessionStore
    from identity.signin.forms import Profile

# how a session remembers a proof of an account that was merged into the one it opened
MERGED = "merged"


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


def open_account_in_class(
    *, profile: Profile, text: ConsentText, by: Person, now: dt.datetime
) -> Person:
    """Make person, residence and consent for somebody without phone or e-mail, or nothing at all.

    `by` is the trainer before whom she agreed to `text` after it was read to her. She has no
    address yet: a card and a PIN let her in. Refusal: accounts' NameRefused.
    """
    with transaction.atomic():
        person = accounts.create_person(
            name=profile.name,
            birth_year=profile.birth_year,
            commune=profile.commune,
            contact=None,
            by=by,
            now=now,
        )
        consents.give_consent(person=person, text=text, channel=Channel.CLASS, by=by, now=now)
    return person


def begin_session(
    *, request: HttpRequest, person: Person, next_url: str, method: str, now: dt.datetime
) -> HttpResponseBase:
    """The only way in: she has just proved herself by `method` (identity.sessions.proofs).

    allauth's login pipeline takes over; its stage holds back who has to show a second factor that
    this proof is not. Whoever was signed in in this browser before (be it locked) is signed out, so
    that nothing of hers goes along: no page, and no proof. An account that was merged into another
    one opens that one; its app or passkey never counts for the other's role.
    """
    if person.as_kept != person:
        person, method = person.as_kept, MERGED if method in FOR_STAFF else method
    device = request.session.get(DEVICE_KEY, Device.OWN)
    if request.session.get(SESSION_KEY, str(person.pk)) != str(person.pk):
        logout(request)
    request.session[DEVICE_KEY] = device
    first_proof(request.session, method, now=now)
    response = perform_login(request, person, redirect_url=next_url)
    if method in FOR_STAFF and request.user == person and is_staff(person, now):
        is_admin = has_role(person, Role.ADMIN, now=now)
        staff.open_staff_session(cast("SessionStore", request.session), is_admin=is_admin, now=now)
    return response


def end_session(*, request: HttpRequest, now: dt.datetime) -> None:
    """Sign out and throw the session away."""
    person = request.user
    logout(request)
    if isinstance(person, Person):
        audit.record(act="session.ended", by=person, subjects=[person.pk], now=now)
