"""A card at the door: its holder proves herself by her PIN, and a card that is not there is asked alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from identity.accounts.models import Person
from identity.codes import sending
from identity.codes.refusals import CodeRefused
from identity.factors import pins
from identity.factors.cardqueries import card_by_number, card_by_token, held_card
from identity.factors.cardsecrets import NUMBER, digests_of
from identity.factors.models import Card, PinKind

# of the numbers nobody holds, one in so many is asked for pictures
ASKED_FOR_PICTURES = 4
NO_CARD = UUID(int=0)


class CardDead(CodeRefused):
    """The QR picture is of no card that counts: void, replaced or not ours; all look the same."""

    code = "card_dead"
    sentence = _(
        "This card no longer works. If you have a newer one, use that. Otherwise ask your trainer."
    )


@dataclass(frozen=True)
class Shown:
    """What was held up at the door: a card, or a number that may be nobody's.

    `subject` is the keyed digest under which the tries of a number without a card are counted.
    """

    card: UUID
    subject: str


def show_number(number: str) -> Shown:
    """A typed number, in the spelling of `cardnumbers.read_number`; never refused here."""
    return _shown(card_by_number(number), subject=digests_of(number, NUMBER)[0])


def show_token(token: str) -> Shown:
    """A scanned token. Refusal: CardDead; a token cannot be guessed, so its holder is told."""
    card = card_by_token(token)
    if card is None:
        raise CardDead
    return _shown(card, subject=card.number_digest)


def asked_kind(shown: Shown) -> PinKind:
    """Digits or pictures; for a number nobody holds, always the same answer, drawn from its digest."""
    return _kind(_holder(shown), shown)


def prove_card(*, shown: Shown, pin: str, network: str, now: datetime) -> Person:
    """Check the PIN that belongs to the card; the person it proves.

    The try is counted for the network and for the person and committed before anything is compared.
    A number without a card, and a card whose person chose no PIN, answer like a wrong PIN.
    Refusals: codes' NetworkFull; pins' PinUnreadable (no try lost), WrongPin, PinClosed.
    """
    person = _holder(shown)
    kind = _kind(person, shown)
    if pins.READ[kind](pin) is None:
        raise pins.PinUnreadable(kind=kind)
    with transaction.atomic(durable=True):
        sending.take_card_try(network=network, now=now)
    if person is None:
        pins.refuse_alike(digests=[shown.subject], kind=kind, pin=pin, now=now)
    pins.verify_pin(person=person, pin=pin, now=now)
    return person


def _holder(shown: Shown) -> Person | None:
    """Who can prove herself by this card: its person, once she has a PIN.

    After a merge the PIN of the account she is known as goes before that of the merged one.
    """
    card = held_card(shown.card)
    people = (card.person.as_kept, card.person) if card else ()
    return next((person for person in people if hasattr(person, "pin")), None)


def _kind(person: Person | None, shown: Shown) -> PinKind:
    if person is not None:
        return PinKind(person.pin.kind)
    is_picked = int(shown.subject[:8], 16) % ASKED_FOR_PICTURES == 0
    return PinKind.PICTURES if is_picked else PinKind.DIGITS


def _shown(card: Card | None, *, subject: str) -> Shown:
    return Shown(card=card.uuid if card else NO_CARD, subject=subject)
