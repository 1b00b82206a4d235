"""Numbers that were silent for thirty days: what a code still opens, and how they change hands.

Source: docs/adr/0017-silent-numbers.md.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from identity.accounts import actions as accounts
from identity.accounts import letting_go
from identity.accounts.queries import live_holders
from identity.audit import actions as audit
from identity.codes import actions as codes
from identity.codes import queries as known
from identity.factors import desk
from identity.outbox import actions as outbox
from identity.security import actions as security
from identity.signin.events import CONTACT_PASSED_ON

if TYPE_CHECKING:
    from identity.accounts.contacts import Contact
    from identity.accounts.models import Holding
    from identity.codes.browsers import Browser
    from identity.factors.models import DeskConfirmation


def openable(*, contact: Contact, browser: Browser, now: dt.datetime) -> list[Holding]:
    """The holdings that a code sent to this address may open in this browser.

    All of them while one of its people proved the address within 30 days: then it is still theirs.
    Otherwise only those of people who were signed in in this very browser within that time; nobody
    learns that there are others.
    """
    held = live_holders(contact)
    if any(not holding.is_silent(now) for holding in held):
        return held
    people = [holding.person.as_kept.pk for holding in held]
    familiar = known.people_of(browser, among=people, now=now)
    return [holding for holding in held if holding.person.as_kept.pk in familiar]


def confirmation_of(contact: Contact, *, now: dt.datetime) -> DeskConfirmation | None:
    """What was confirmed at a desk a moment ago for whoever proves this address now.

    None where several people get the codes of the address: they show the digits of the desk as well
    (recovery.second_proof), or one could open what was confirmed for another.
    """
    people = {holding.person.as_kept.pk for holding in live_holders(contact)}
    if len(people) > 1:
        return None
    return desk.confirmation_for(contact=contact, held_by=people, now=now)


def take_over(*, contact: Contact, browser: Browser, now: dt.datetime) -> None:
    """The address goes to who has just proved it in this browser; nothing old goes along.

    Whoever held it and was silent loses it: her sessions end, no browser speaks for her any more, and
    her record stays for the day she asks at a desk. Refusal: accounts.AlreadyHeld when one of them
    proved it within 30 days. Runs in the caller's transaction.
    """
    with transaction.atomic():
        passed = letting_go.pass_on(contact=contact, now=now)
        for holding in passed:
            _let_go(holding, now=now)
        if passed:
            codes.forget_browsers(contact=contact, keep=browser, now=now)


def tell_passed_on(*, holding: Holding, now: dt.datetime) -> None:
    """Tell who lost an address on the others that are still hers; nothing goes to the lost one."""
    security.report(person=holding.person.as_kept, kind="recycled", now=now)


def _let_go(holding: Holding, *, now: dt.datetime) -> None:
    person = holding.person.as_kept
    accounts.end_sessions(person=person, by=None, now=now)
    codes.forget_person(person=person, now=now)
    audit.record(
        act="contact.passed_on",
        by=None,
        subjects=[person.pk],
        detail={"holding": holding.pk},
        now=now,
    )
    key = str(holding.pk)
    outbox.add(topic=CONTACT_PASSED_ON, key=key, payload={"holding": holding.pk}, now=now)
