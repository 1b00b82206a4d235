"""Somebody signed in to one account proves that another one is hers too, by its own code, PIN or card."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from identity.accounts.models import Person
from identity.accounts.queries import beside
from identity.factors import cardproving, pins
from identity.factors.models import PinKind
from identity.signin import silence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.sessions.backends.base import SessionBase

    from identity.accounts.contacts import Contact
    from identity.accounts.models import Holding
    from identity.codes.browsers import Browser

OTHER_KEY, CARD_KEY, SEAT_KEY = "merge_other", "merge_card", "merge_seat"
PROVED_FOR = dt.timedelta(minutes=15)


def others_on(contact: Contact, *, me: Person, browser: Browser, now: dt.datetime) -> list[Holding]:
    """The holdings of an address just proved in this browser that a code may speak for, hers left out.

    A number that was silent for thirty days speaks for nobody here either.
    """
    held = silence.openable(contact=contact, browser=browser, now=now)
    return [holding for holding in held if holding.person.as_kept.pk != me.pk]


def single_open(held: Sequence[Holding]) -> Person | None:
    """The person whom the code alone proves: the only one there, without a nickname and without a PIN."""
    if len(held) != 1 or held[0].is_guarded or beside(held[0]).count() > 1:
        return None
    return None if pins.has_pin(held[0].person) else held[0].person.as_kept


def choose(session: SessionBase, seat: str, held: Sequence[Holding]) -> None:
    """Keep which of the people on a shared number she says she is; what is no seat there forgets it."""
    session[SEAT_KEY] = seat if seat in {str(each.seat) for each in held} else ""


def chosen(session: SessionBase, held: Sequence[Holding]) -> Holding | None:
    """The person on the number whose PIN is asked: the only one, or the one that was chosen."""
    if len(held) == 1:
        return held[0]
    seat = session.get(SEAT_KEY, "")
    return next((each for each in held if str(each.seat) == seat), None)


def is_tapped(session: SessionBase, held: Sequence[Holding]) -> bool:
    """Whether the other account asks for three pictures, and not for digits.

    A card that is not there answers always the same. Of several people on a number: False until
    one of them is chosen.
    """
    if not held:
        return cardproving.asked_kind(_shown(session)) is PinKind.PICTURES
    holding = chosen(session, held)
    return holding is not None and pins.pin_kind(holding.person) is PinKind.PICTURES


def prove_pin(holding: Holding, *, pin: str, now: dt.datetime) -> Person:
    """One of the people on a number, proved by her PIN. Refusals: those of factors.pins."""
    pins.verify_pin(person=holding.person, pin=pin, now=now)
    return holding.person.as_kept


def show_card(session: SessionBase, number: str) -> None:
    """Keep which card was named, known or not, until its PIN is typed."""
    shown = cardproving.show_number(number)
    session[CARD_KEY] = [str(shown.card), shown.subject]


def prove_card(session: SessionBase, *, pin: str, network: str, now: dt.datetime) -> Person:
    """The person of the card that was named, proved by her PIN.

    A card that is not there answers like a wrong PIN. Refusals: those of factors.cardproving.
    """
    shown = _shown(session)
    return cardproving.prove_card(shown=shown, pin=pin, network=network, now=now).as_kept


def _shown(session: SessionBase) -> cardproving.Shown:
    card, subject = session[CARD_KEY]
    return cardproving.Shown(card=UUID(card), subject=subject)


def keep_proved(session: SessionBase, person: Person, *, now: dt.datetime) -> None:
    """Remember for a quarter of an hour that the other account was proved here."""
    session.pop(CARD_KEY, None)
    session.pop(SEAT_KEY, None)
    session[OTHER_KEY] = [str(person.uuid), now.isoformat()]


def proved_other(session: SessionBase, *, now: dt.datetime) -> Person | None:
    """The other account that was proved in this session a moment ago."""
    uuid, at = session.get(OTHER_KEY, ("", ""))
    if not uuid or now - dt.datetime.fromisoformat(at) >= PROVED_FOR:
        return None
    found = Person.objects.filter(uuid=uuid).select_related("kept").first()
    return found.as_kept if found else None


def drop(session: SessionBase) -> None:
    """It ended, well or not."""
    session.pop(OTHER_KEY, None)
    session.pop(CARD_KEY, None)
    session.pop(SEAT_KEY, None)
