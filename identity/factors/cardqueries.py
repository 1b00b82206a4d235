"""Whose card counts, which cards people had, and whose cards a member of staff looks after."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from identity.accounts.models import Person
from identity.accounts.queries import communes_of
from identity.factors.cardsecrets import NUMBER, TOKEN, digests_of
from identity.factors.models import Card, CardQuerySet
from identity.roles.permissions import communes_as
from identity.roles.rules import Role


def kept_by(by: Person, people: Collection[Person], *, now: datetime) -> set[int]:
    """Row ids of those of `people` whose cards and PINs `by` looks after now; nobody his own.

    They live in a commune where he trains or which he manages.
    """
    his = communes_as(by, Role.TRAINER, now) | communes_as(by, Role.MANAGER, now)
    homes = communes_of(person.pk for person in people if person != by)
    return {person for person, commune in homes.items() if commune.pk in his}


def hers(person: Person) -> CardQuerySet:
    """Every card of a person, those of an account that was merged into hers among them."""
    return Card.objects.filter(Q(person=person) | Q(person__kept=person))


def live_card(person: Person) -> Card | None:
    """The card of the person that counts, with who gave it."""
    return hers(person).live().select_related("issued_by").order_by("-issued_at", "-pk").first()


def live_cards(people: Collection[Person]) -> dict[int, Card]:
    """The cards that count, by the row ids of their people, in one query."""
    of_these = Q(person__in=people) | Q(person__kept__in=people)
    cards = Card.objects.live().filter(of_these).select_related("person")
    return {card.person.kept_id or card.person_id: card for card in cards}


def cards_of(person: Person) -> list[Card]:
    """Every card the person ever had, newest first, with who gave it and who made it void."""
    cards = hers(person).select_related("issued_by", "voided_by")
    return list(cards.order_by("-issued_at", "-pk"))


def card_by_number(number: str) -> Card | None:
    """The live card with this number, in the spelling of `cardnumbers.read_number`."""
    return Card.objects.live().filter(number_digest__in=digests_of(number, NUMBER)).first()


def card_by_token(token: str) -> Card | None:
    """The live card whose QR picture holds this token."""
    return Card.objects.live().filter(token_digest__in=digests_of(token, TOKEN)).first()


def held_card(card: UUID) -> Card | None:
    """A card while it counts, with its person and her PIN."""
    live = Card.objects.live().filter(uuid=card)
    return live.select_related("person__pin", "person__kept__pin").first()
