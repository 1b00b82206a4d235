"""Whose account is meant by an address or a card number somebody names."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from identity.accounts import sealing
from identity.accounts.contacts import Contact, ContactRefused, read_contact
from identity.accounts.models import Holding, Person
from identity.factors.cardnumbers import read_number
from identity.factors.cardsecrets import NUMBER, digests_of
from identity.factors.models import Card

CARD = "card"
UNREADABLE = _(
    "Enter a mobile number or e-mail address of the account, or the number on the sign-in card."
)


class MeantUnreadable(ValueError):
    """What was typed is neither an address nor a card number; `message` says what to repair."""

    def __init__(self, message: str) -> None:
        super().__init__("meant_unreadable")
        self.message = message


def read_meant(typed: str) -> str:
    """What was typed in its one spelling, such as "phone:+84912345678" or "card:ABCDEFGHJ".

    Refusal: MeantUnreadable.
    """
    try:
        contact = read_contact(typed)
    except ContactRefused as refused:
        number = read_number(typed)
        if number is not None:
            return f"{CARD}:{number}"
        is_vague = refused.code in {"empty", "unreadable"}
        raise MeantUnreadable(str(UNREADABLE) if is_vague else refused.message) from None
    return f"{contact.kind}:{contact.value}"


def contact_meant(meant: str) -> Contact | None:
    """The address that was named, or None for a card."""
    kind, _colon, value = meant.partition(":")
    return None if kind == CARD else Contact("phone" if kind == "phone" else "email", value)


def card_meant(meant: str) -> str:
    """The number of the card that was named."""
    return meant.partition(":")[2]


def person_meant(meant: str) -> Person | None:
    """The one person who ever held what was named; None when there is none, or more than one.

    A number that changed hands, or that several share, names nobody: then only the desk can tell.
    """
    contact = contact_meant(meant)
    people = _holders_ever(contact) if contact else _owners_of_card(card_meant(meant))
    found = {person.as_kept.pk: person.as_kept for person in people}
    person = next(iter(found.values()), None)
    return person if len(found) == 1 and person is not None and person.is_active else None


def _holders_ever(contact: Contact) -> list[Person]:
    digests = [index.digest for index in sealing.indexes(contact.kind, contact.value)]
    held = Holding.objects.filter(identifier__kind=contact.kind, identifier__digest__in=digests)
    return [holding.person for holding in held.select_related("person__kept").order_by("pk")]


def _owners_of_card(number: str) -> list[Person]:
    """Whose card has this number, be it void by now."""
    cards = Card.objects.filter(number_digest__in=digests_of(number, NUMBER))
    return [card.person for card in cards.select_related("person__kept")]
