"""Face to face: staff of the commune confirm a person, so that her next code opens her account."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from identity.accounts import actions as accounts
from identity.accounts.models import Person
from identity.accounts.queries import commune_of, residents
from identity.audit import actions as audit
from identity.communes.folding import fold
from identity.factors import desk
from identity.recovery import contacts
from identity.recovery.desk_rules import ranks_above
from identity.recovery.permissions import communes_answered_for
from identity.recovery.refusals import AlreadyYours, ContactChangeRefused
from identity.roles.permissions import roles_held
from identity.security import actions as security
from identity.security.models import Kind

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from identity.accounts.contacts import Contact
    from identity.factors.models import DeskConfirmation, Paper
    from identity.recovery.contacts import Here


class NotConfirmable(Exception):
    """Not a citizen of the commune of this trainer or manager, or somebody of his own rank or above."""

    code: ClassVar[str] = "not_confirmable"
    message: ClassVar[Promise] = _(
        "You confirm people who live in your commune and hold no role, never yourself."
    )


class ConfirmationOver(ContactChangeRefused):
    """The quarter of an hour is over, or the confirmation was used a moment ago."""

    code = "confirmation_over"
    message = _("The confirmation is over or was used already. Ask your trainer to confirm again.")


def can_confirm(by: Person, person: Person, *, now: dt.datetime) -> bool:
    """Whether `by` trains or manages where the person lives, and ranks above her; never himself."""
    commune = commune_of(person)
    if by.pk == person.pk or commune is None or not person.is_active:
        return False
    is_here = commune.pk in communes_answered_for(by, now=now)
    return is_here and ranks_above(roles_held(by, now), roles_held(person, now))


def people_here(by: Person, *, name: str, birth_year: int, now: dt.datetime) -> list[Person]:
    """Who in the communes of `by` has this year of birth and these words in her name, by name.

    With or without tone marks. An account that was merged into another one is not listed.
    """
    here = Q(pk__in=())
    for commune in communes_answered_for(by, now=now):
        here |= Q(pk__in=residents(commune, on=timezone.localdate(now)))
    born = Person.objects.filter(birth_year=birth_year, kept=None, is_active=True)
    words = fold(name).split()
    found = [person for person in born.filter(here) if set(words) <= set(fold(person.name).split())]
    return sorted(found, key=lambda person: (fold(person.name), person.pk))


def confirm_at_desk(
    *, person: Person, contact: Contact | None, paper: Paper, by: Person, now: dt.datetime
) -> DeskConfirmation:
    """For 15 minutes the person's next code opens her account, once; `by` saw her and a paper of hers.

    With a `contact` that code goes to a new address, which becomes hers. Nobody learns here whether
    somebody holds it. Refusals: NotConfirmable; Frozen and ChildHasNone where an address would change.
    """
    if not can_confirm(by, person, now=now):
        raise NotConfirmable
    if contact is not None:
        security.refuse_if_frozen(person, now)
        contacts.refuse_child(person)
    with transaction.atomic():
        confirmation = desk.confirm(person=person, contact=contact, paper=paper, by=by, now=now)
        commune = commune_of(person)
        audit.record(
            act="desk.confirmed",
            by=by,
            subjects=[person.pk],
            commune=commune.code if commune else None,
            detail={"paper": paper, "new_contact": contact is not None},
            now=now,
        )
    return confirmation


def use_confirmation(
    *, confirmation: DeskConfirmation, contact: Contact, here: Here, now: dt.datetime
) -> Person:
    """Whose account the code to this address opens now; a new address becomes hers.

    Refusals: ConfirmationOver, Frozen, accounts.AlreadyHeld.
    """
    if not desk.use(confirmation, now=now):
        raise ConfirmationOver
    person = confirmation.person.as_kept
    with transaction.atomic():
        if confirmation.contact_digest:
            _bind(confirmation, person, contact, here=here, now=now)
        else:
            _prove(person, contact, now=now)
        audit.record(
            act="desk.confirmation_used",
            by=person,
            subjects=[person.pk],
            detail={"confirmation": confirmation.pk},
            now=now,
        )
    return person


def _bind(
    confirmation: DeskConfirmation,
    person: Person,
    contact: Contact,
    *,
    here: Here,
    now: dt.datetime,
) -> None:
    try:
        contacts.bind_at_desk(
            person=person, contact=contact, here=here, by=confirmation.by, now=now
        )
    except AlreadyYours:
        _prove(person, contact, now=now)


def _prove(person: Person, contact: Contact, *, now: dt.datetime) -> None:
    """The number is hers after all: proved now, and told on her other addresses."""
    holding = contacts.holding_on(person, contact)
    if holding is None:
        raise ConfirmationOver
    accounts.prove_holding(holding=holding, now=now)
    security.report(person=person, kind=Kind.RECOVERY_DONE, except_contact=contact, now=now)
