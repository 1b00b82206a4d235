"""Sign-in cards: given, printed and made void by the staff of the commune where the person lives.

A card without its PIN opens nothing, and nothing of a card stands for staff's second factor.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar
from uuid import uuid4

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from identity.accounts import actions as accounts
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.factors import cardsecrets
from identity.factors.cardqueries import hers, kept_by, live_card
from identity.factors.cardsecrets import CardFace
from identity.factors.models import Card, CardEnd
from identity.roles.permissions import is_staff
from identity.security import actions as security


class CardRefused(Exception):
    """Nothing was changed; `code` is stable, `message` is for people."""

    code: ClassVar[str]
    message: ClassVar[Promise]


class NotYourCitizen(CardRefused):
    """Only trainers and managers of the commune where the person lives deal with her card."""

    code = "not_yours"
    message = _(
        "Cards are made by the trainers and managers of the commune where the person lives."
    )


class StaffHaveNoCard(CardRefused):
    """Whoever holds a role signs in with more than a card and a PIN."""

    code = "staff_have_no_card"
    message = _(
        "People with a role sign in with their authenticator app or passkey, never with a card."
    )


class NoCard(CardRefused):
    """The person has no card that counts."""

    code = "no_card"
    message = _("This person has no card now.")


def issue_card(*, person: Person, by: Person, now: datetime) -> Card:
    """Give the person a new card; one she had is void from this moment and all her sessions end.

    Refusals: NotYourCitizen, StaffHaveNoCard, security.Frozen.
    """
    check_can_give_card(by, person, now=now)
    security.refuse_if_frozen(person, now)
    with transaction.atomic():
        _lock(person)
        replaced = _end_live(person, CardEnd.REPLACED, by=by, now=now)
        card = _make(person, by=by, now=now)
        detail = {"card": str(card.uuid), "replaced": replaced}
        audit.record(act="factors.card_issued", by=by, subjects=[person.pk], detail=detail, now=now)
        if replaced:
            accounts.end_sessions(person=person, by=by, now=now)
        security.report(person=person, kind="card_issued", now=now)
    return card


def void_card(*, person: Person, reason: CardEnd, by: Person, now: datetime) -> None:
    """Make the person's card void from this moment and end all her sessions.

    Refusals: NotYourCitizen, NoCard.
    """
    if not kept_by(by, [person], now=now):
        raise NotYourCitizen
    with transaction.atomic():
        _lock(person)
        if not _end_live(person, reason, by=by, now=now):
            raise NoCard
        detail = {"reason": reason.value}
        audit.record(act="factors.card_voided", by=by, subjects=[person.pk], detail=detail, now=now)
        accounts.end_sessions(person=person, by=by, now=now)
        security.report(person=person, kind="card_voided", now=now)


def print_cards(*, people: Collection[Person], by: Person, now: datetime) -> list[CardFace]:
    """The faces of these people's cards, in their order; whoever has none is given one.

    Written down before anything is shown; all of them or none.
    Refusals: NotYourCitizen, StaffHaveNoCard, security.Frozen.
    """
    with transaction.atomic():
        cards = [_card_for(person, by=by, now=now) for person in people]
        audit.record(
            act="factors.cards_printed", by=by, subjects=[person.pk for person in people], now=now
        )
        Card.objects.filter(pk__in=[card.pk for card in cards]).update(printed_at=now)
    return [cardsecrets.face_of(card, person) for card, person in zip(cards, people, strict=True)]


def check_can_give_card(by: Person, person: Person, *, now: datetime) -> None:
    """Refuses with NotYourCitizen or StaffHaveNoCard."""
    if not kept_by(by, [person], now=now):
        raise NotYourCitizen
    if is_staff(person, now):
        raise StaffHaveNoCard


def _lock(person: Person) -> None:
    """What happens to a person's cards happens one after the other."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def _card_for(person: Person, *, by: Person, now: datetime) -> Card:
    """The live card, or a new one where there is none or its key has left the ring."""
    check_can_give_card(by, person, now=now)
    card = live_card(person)
    if card is None or not cardsecrets.is_readable(card):
        card = issue_card(person=person, by=by, now=now)
    return card


def _end_live(person: Person, reason: CardEnd, *, by: Person, now: datetime) -> bool:
    return bool(hers(person).live().update(voided_at=now, voided_by=by, ended_reason=reason))


def _make(person: Person, *, by: Person, now: datetime) -> Card:
    """With 2^40 numbers a second round is a rarity, and the constraint decides."""
    card = Card(uuid=uuid4(), person=person, issued_at=now, issued_by=by)
    cardsecrets.give_secret(card)
    while Card.objects.filter(number_digest=card.number_digest).exists():
        cardsecrets.give_secret(card)
    card.save(force_insert=True)
    return card
