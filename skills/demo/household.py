"""A woman without a phone, who has a card, and two people on one number, each with a PIN."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from identity.accounts import actions as accounts
from identity.accounts import sharing
from identity.accounts.contacts import read_contact
from identity.accounts.models import Person
from identity.accounts.queries import alike, live_holders
from identity.communes.models import Commune
from identity.consent import actions as consent
from identity.consent.queries import current_text
from identity.factors import cards, pins
from identity.factors.cardqueries import live_card
from identity.factors.cardsecrets import face_of
from skills.demo.people import AT_ONE_PHONE, CUC, ONE_PHONE, Sharer
from skills.demo.roster import Roster


def give_card(*, commune: Commune, by: Person, roster: Roster, now: datetime) -> None:
    """The woman without a phone, her card and her PIN; the roster tells the card's number."""
    namesakes = alike(name=CUC.name, birth_year=CUC.birth_year, commune_id=commune.pk)
    person = next(iter(namesakes), None)
    if person is None:
        person = _newcomer(CUC.name, CUC.birth_year, commune=commune, by=by, now=now)
        pins.set_pin(person=person, pin=CUC.pin, by=by, now=now)
    card = live_card(person) or cards.issue_card(person=person, by=by, now=now)
    number = face_of(card, person).number
    roster.note(CUC.group, CUC.name, commune=commune.code, card=number, pin=CUC.pin)


def share_phone(*, commune: Commune, roster: Roster, now: datetime) -> None:
    """Two people on one number, each with a nickname and a PIN; the first asked the second."""
    contact = read_contact(ONE_PHONE)
    if not live_holders(contact):
        first, second = (
            _newcomer(one.name, one.birth_year, commune=commune, by=None, now=now)
            for one in AT_ONE_PHONE
        )
        holding = accounts.hold_contact(person=first, contact=contact, now=now)
        nickname = AT_ONE_PHONE[0].nickname
        sharing.choose_nickname(holding=holding, nickname=nickname, by=first, now=now)
        asked = sharing.invite(holding=holding, by=first, now=now)
        nickname = AT_ONE_PHONE[1].nickname
        sharing.join(person=second, invitation=asked.uuid, nickname=nickname, now=now)
        for one, person in zip(AT_ONE_PHONE, (first, second), strict=True):
            pins.set_pin(person=person, pin=one.pin, by=person, now=now)
    for one in AT_ONE_PHONE:
        roster.note(one.group, one.name, **_facts(one), commune=commune.code)


def stay_fresh(*, now: datetime) -> None:
    """A number silent for a month opens nothing any more: both have just proved it."""
    for holding in live_holders(read_contact(ONE_PHONE)):
        accounts.prove_holding(holding=holding, now=now)


def _facts(one: Sharer) -> dict[str, str]:
    return {
        "phone": read_contact(ONE_PHONE).value,
        "nickname": one.nickname,
        "pin": one.pin,
    }


def _newcomer(
    name: str, birth_year: int, *, commune: Commune, by: Person | None, now: datetime
) -> Person:
    """An account without an address, with consent."""
    person = accounts.create_person(
        name=name, birth_year=birth_year, commune=commune, contact=None, by=by, now=now
    )
    text = current_text("account", language=settings.LANGUAGE_CODE)
    channel = "class" if by else "web"
    consent.give_consent(person=person, text=text, channel=channel, by=by, now=now)
    return person
