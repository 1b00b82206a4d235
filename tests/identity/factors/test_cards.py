"""Cards: one at a time, in the hands of the person's own commune, never for staff, and told to her."""

from datetime import timedelta

import pytest

from identity.audit.models import Entry
from identity.factors import cards, cardsecrets, pins
from identity.factors.cardqueries import card_by_number, card_by_token, cards_of, live_card
from identity.factors.cards import NoCard, NotYourCitizen, StaffHaveNoCard
from identity.factors.models import Card, CardEnd
from identity.privacy import resealing
from identity.security import actions as security
from identity.security.models import SecurityEvent
from identity.security.refusals import Frozen
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan():
    return factories.lan()


@pytest.fixture
def minh():
    return factories.minh()


def issued(person, by, now):
    cards.issue_card(person=person, by=by, now=now)
    [face] = cards.print_cards(people=[person], by=by, now=now)
    return face


def test_number_and_token_lead_to_the_card(lan, minh, now):
    face = issued(lan, minh, now)
    card = live_card(lan)
    assert face.name == lan.name
    assert card_by_number(face.number) == card_by_token(face.token) == card


def test_a_new_card_kills_the_old_one_and_every_session_at_once(lan, minh, now):
    old = issued(lan, minh, now)
    epoch = lan.session_epoch
    new = issued(lan, minh, now + timedelta(minutes=1))
    assert card_by_number(old.number) is None and card_by_token(old.token) is None
    assert card_by_number(new.number) == live_card(lan)
    assert [card.ended_reason for card in cards_of(lan)] == ["", CardEnd.REPLACED]
    lan.refresh_from_db()
    assert lan.session_epoch > epoch


def test_a_first_card_ends_no_session(lan, minh, now):
    epoch = lan.session_epoch
    issued(lan, minh, now)
    lan.refresh_from_db()
    assert lan.session_epoch == epoch


def test_a_void_card_leads_nowhere(lan, minh, now):
    face = issued(lan, minh, now)
    cards.void_card(person=lan, reason=CardEnd.LOST, by=minh, now=now)
    assert card_by_number(face.number) is None and card_by_token(face.token) is None
    with pytest.raises(NoCard):
        cards.void_card(person=lan, reason=CardEnd.LOST, by=minh, now=now)


def test_a_manager_of_the_commune_may_too_and_nobody_from_elsewhere(lan, minh, now):
    issued(lan, factories.quang(), now)
    for stranger in (factories.hoa(), factories.nam(), factories.thu(), lan):
        for act in (
            lambda by: cards.issue_card(person=lan, by=by, now=now),
            lambda by: cards.void_card(person=lan, reason=CardEnd.LOST, by=by, now=now),
            lambda by: cards.print_cards(people=[lan], by=by, now=now),
        ):
            with pytest.raises(NotYourCitizen):
                act(stranger)
    assert live_card(lan) is not None


def test_whoever_holds_a_role_gets_no_card(minh, now):
    with pytest.raises(StaffHaveNoCard):
        cards.issue_card(person=factories.mai(), by=minh, now=now)
    with pytest.raises(NotYourCitizen):
        cards.issue_card(person=minh, by=minh, now=now)


def test_printing_gives_a_first_card_and_printing_again_the_same_one(lan, minh, now):
    [first] = cards.print_cards(people=[lan], by=minh, now=now)
    [again] = cards.print_cards(people=[lan], by=minh, now=now)
    assert first == again
    assert live_card(lan).printed_at == now


def test_all_cards_of_a_set_are_made_or_none(lan, minh, now):
    elsewhere = factories.person(commune_code=factories.ELSEWHERE)
    with pytest.raises(NotYourCitizen):
        cards.print_cards(people=[lan, elsewhere], by=minh, now=now)
    assert not Card.objects.exists()


def test_every_act_is_written_down_and_told(lan, minh, now):
    issued(lan, minh, now)
    cards.void_card(person=lan, reason=CardEnd.NOT_WANTED, by=minh, now=now)
    acts = Entry.objects.filter(by=minh, subjects__person=lan).values_list("act", flat=True)
    assert {"factors.card_issued", "factors.cards_printed", "factors.card_voided"} <= set(acts)
    told = SecurityEvent.objects.filter(person=lan).order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["card_issued", "card_voided"]


def test_nothing_of_a_card_stands_in_its_row_or_in_the_audit(lan, minh, now):
    face = issued(lan, minh, now)
    row = str(Card.objects.values().get())
    written = str(list(Entry.objects.values_list("detail", flat=True)))
    for secret in (face.number, face.token):
        assert secret not in row and secret not in written


def test_no_card_is_made_while_changes_are_closed(lan, minh, now):
    event = security.report(person=lan, kind="new_factor", now=now)
    security.close_changes(event=event, now=now)
    with pytest.raises(Frozen):
        cards.issue_card(person=lan, by=minh, now=now)


def test_paper_outlives_a_change_of_keys(lan, minh, now, settings):
    face = issued(lan, minh, now)
    settings.KEY_RING = [("k9", b"9" * 32), *settings.KEY_RING]
    list(resealing.reseal(by=None, now=now))
    settings.KEY_RING = settings.KEY_RING[:1]
    assert card_by_number(face.number) == card_by_token(face.token) == live_card(lan)
    assert cards.print_cards(people=[lan], by=minh, now=now) == [face]


def test_a_card_whose_key_has_left_is_replaced_when_it_is_printed(minh, now, settings):
    nu = factories.nu()
    face = issued(nu, minh, now)
    settings.KEY_RING = [("k9", b"9" * 32)]
    assert not cardsecrets.is_readable(live_card(nu))
    [fresh] = cards.print_cards(people=[nu], by=minh, now=now)
    assert fresh.number != face.number
    assert card_by_number(fresh.number) == live_card(nu)


def test_the_pin_of_a_card_survives_a_new_card(lan, minh, now):
    pins.set_pin(person=lan, pin="493715", by=minh, now=now)
    issued(lan, minh, now)
    issued(lan, minh, now)
    pins.verify_pin(person=lan, pin="493715", now=now)
