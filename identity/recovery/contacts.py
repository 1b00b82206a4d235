"""Adding, changing and removing the addresses a person signs in with; each can be undone for a week.

The new address was proved by a code a moment ago, and the person by something that is not the old
one: the pages see to both.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from identity.accounts import actions as accounts
from identity.accounts.letting_go import EndReason, end_holding
from identity.accounts.models import Holding, IdentifierKind, Person
from identity.accounts.queries import accounts_of, address_of, is_child
from identity.audit import actions as audit
from identity.codes import actions as codes
from identity.factors.cardqueries import live_card
from identity.recovery.changes import ContactChange
from identity.recovery.contact_rules import is_last_way_in
from identity.recovery.refusals import AlreadyYours, ChildHasNone, LastWayIn, NoSuchContact
from identity.security import actions as security
from identity.security.models import Kind
from identity.sessions import actions as sessions
from identity.signin import silence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identity.accounts.addresses import HoldingQuerySet
    from identity.accounts.contacts import Contact
    from identity.recovery.here import Here

ENDED_BY = {
    Kind.CONTACT_CHANGED: EndReason.CHANGED,
    Kind.CONTACT_REMOVED: EndReason.REMOVED,
    Kind.CONTACT_ADDED: EndReason.CHANGED,
}


def held_by(person: Person) -> HoldingQuerySet:
    """The addresses a person signs in with, numbers before e-mail, the oldest first."""
    live = Holding.objects.live().filter(person__in=accounts_of(person.pk))
    return live.select_related("identifier").order_by("-identifier__kind", "since", "id")


def holding_on(person: Person, contact: Contact) -> Holding | None:
    """Her holding of this address, if it is hers."""
    return next((held for held in held_by(person) if address_of(held) == contact), None)


def add_contact(
    *, person: Person, contact: Contact, here: Here, by: Person, now: dt.datetime
) -> ContactChange:
    """One more address to sign in with. Refusals: Frozen, AlreadyYours, accounts.AlreadyHeld."""
    return _change(person, Kind.CONTACT_ADDED, [], contact, here=here, by=by, now=now)


def replace_contact(
    *,
    person: Person,
    holding: UUID,
    contact: Contact,
    here: Here,
    by: Person,
    now: dt.datetime,
) -> ContactChange:
    """Another address instead of one of hers, which is kept for the undo.

    Refusals: Frozen, NoSuchContact, AlreadyYours, accounts.AlreadyHeld.
    """
    old = [_own(person, holding)]
    return _change(person, Kind.CONTACT_CHANGED, old, contact, here=here, by=by, now=now)


def remove_contact(
    *, person: Person, holding: UUID, here: Here, by: Person, now: dt.datetime
) -> ContactChange:
    """One address less. Refusals: Frozen, NoSuchContact, LastWayIn."""
    old = [_own(person, holding)]
    return _change(person, Kind.CONTACT_REMOVED, old, None, here=here, by=by, now=now)


def bind_at_desk(
    *, person: Person, contact: Contact, here: Here, by: Person, now: dt.datetime
) -> ContactChange:
    """A new address after `by` saw the person; a new number takes the place of those she had.

    Refusals: Frozen, AlreadyYours, accounts.AlreadyHeld.
    """
    is_number = contact.kind == "phone"
    numbers = held_by(person).filter(identifier__kind=IdentifierKind.PHONE)
    old = list(numbers) if is_number else []
    kind = Kind.CONTACT_CHANGED if old else Kind.CONTACT_ADDED
    return _change(person, kind, old, contact, here=here, by=by, now=now)


def refuse_child(person: Person) -> None:
    """Refuses with ChildHasNone while a guardian answers for this account."""
    if is_child(person.pk):
        raise ChildHasNone


def _change(
    person: Person,
    kind: Kind,
    old: Sequence[Holding],
    contact: Contact | None,
    *,
    here: Here,
    by: Person,
    now: dt.datetime,
) -> ContactChange:
    """The old addresses are told before they are let go; everything happens or nothing."""
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        security.refuse_if_frozen(person, now)
        refuse_child(person)
        if contact is None:
            _refuse_last(person, old)
        else:
            _refuse_own(person, contact)
            silence.take_over(contact=contact, browser=here.browser, now=now)
        event = security.report(
            person=person,
            kind=kind,
            browser=here.device,
            network=here.network,
            except_contact=contact,
            now=now,
        )
        _let_go(old, ENDED_BY[kind], now=now)
        begun = accounts.hold_contact(person=person, contact=contact, now=now) if contact else None
        change = ContactChange.objects.create(
            person=person, ended=next(iter(old), None), begun=begun, by=by, at=now, event=event
        )
        for other in old[1:]:
            ContactChange.objects.create(person=person, ended=other, by=by, at=now)
        _write_down(change, kind, here=here, by=by, now=now)
    return change


def _write_down(
    change: ContactChange, kind: Kind, *, here: Here, by: Person, now: dt.datetime
) -> None:
    """The audit row, and the end of every other session and of what other browsers vouch for."""
    person = change.person
    audit.record(
        act=f"contact.{kind.value.removeprefix('contact_')}",
        by=by,
        subjects=[person.pk],
        detail={"change": change.pk},
        now=now,
    )
    sessions.end_other_sessions(person=person, keep=here.keep, by=by, now=now)
    codes.forget_person(person=person, keep=here.browser, now=now)


def _let_go(old: Sequence[Holding], reason: EndReason, *, now: dt.datetime) -> None:
    for holding in old:
        if not end_holding(holding=holding, reason=reason, now=now):
            raise NoSuchContact
        codes.forget_browsers(contact=address_of(holding), now=now)


def _own(person: Person, holding: UUID) -> Holding:
    found = held_by(person).named(holding).first()
    if found is None:
        raise NoSuchContact
    return found


def _refuse_own(person: Person, contact: Contact) -> None:
    if holding_on(person, contact) is not None:
        raise AlreadyYours


def _refuse_last(person: Person, old: Sequence[Holding]) -> None:
    left = held_by(person).exclude(pk__in=[holding.pk for holding in old]).count()
    if is_last_way_in(contacts_left=left, has_card=live_card(person) is not None):
        raise LastWayIn
