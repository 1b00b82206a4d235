"""Undoing a change of address within seven days."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from identity.accounts import sharing
from identity.accounts.contacts import read_contact
from identity.accounts.queries import holder_of, holdings_of, live_holders
from identity.codes.models import TryBudget
from identity.codes.refusals import TriesClosed
from identity.recovery.contacts import replace_contact
from identity.recovery.refusals import UndoOver, UndoUnreadable
from identity.recovery.undoing import change_of_link, undo_by_digits, undo_by_link
from identity.security import actions as security
from identity.security.queries import is_frozen
from identity.security.replies import secrets_of
from tests import factories
from tests.identity.recovery.people import (
    EMAIL,
    HERE,
    NEW_PHONE,
    PHONE,
    holding_of,
    messages_to,
    share,
    signed_in,
    with_email,
)
from tests.identity.recovery.test_contacts import added, removed, replaced

NETWORK = "203.0.113.9"


def digits_to(contact=PHONE):
    return re.search(r"\d{4} \d{4} \d{4}", messages_to(contact, "contact_notice")[-1]["text"])[0]


def link_to(contact=EMAIL):
    text = messages_to(contact, "contact_notice")[-1]["text"]
    return re.search(r"/hoan-tac/(\w+)/", text)[1]


def undo(typed, *, after=timedelta()):
    return undo_by_digits(typed=typed, network=NETWORK, now=timezone.now() + after)


def test_the_digits_give_the_old_number_back_end_every_session_and_close_changes():
    lan = factories.lan(contact=PHONE)
    replaced(lan)
    thief = signed_in(lan)
    assert undo(digits_to()) is True
    assert holder_of(read_contact(PHONE)) == lan
    assert holder_of(read_contact(NEW_PHONE)) is None
    assert is_frozen(lan.pk, timezone.now())
    assert thief.get("/toi/").status_code == 302


def test_the_link_works_from_the_mail_by_one_press_and_not_by_being_opened():
    lan = with_email(factories.lan(contact=PHONE))
    replaced(lan)
    page = f"/hoan-tac/{link_to()}/"
    browser = Client()
    shown = browser.get(page)
    assert shown.status_code == 200
    assert lan.name not in shown.content.decode()
    assert holder_of(read_contact(PHONE)) is None
    assert browser.post(page)["Location"] == "/hoan-tac/xong/"
    assert holder_of(read_contact(PHONE)) == lan
    assert browser.get(page).status_code == 404


def test_an_undo_takes_back_what_was_changed_after_it_too():
    lan = with_email(factories.lan(contact=PHONE))
    replaced(lan)
    first = digits_to()
    replaced(lan, "0977 000 001")
    removed(lan, "email")
    undo(first)
    assert holder_of(read_contact(PHONE)) == lan
    assert holder_of(read_contact(EMAIL)) == lan
    assert holder_of(read_contact("0977 000 001")) is None
    assert holder_of(read_contact(NEW_PHONE)) is None


def test_an_undo_leaves_what_was_changed_before_it():
    lan = factories.lan(contact=PHONE)
    added(lan, EMAIL)
    removed(lan)
    undo(digits_to())
    assert holder_of(read_contact(EMAIL)) == lan
    assert holder_of(read_contact(PHONE)) == lan


def test_a_change_is_undone_once():
    lan = factories.lan(contact=PHONE)
    replaced(lan)
    digits = digits_to()
    undo(digits)
    with pytest.raises(UndoOver):
        undo(digits)


def test_after_seven_days_nothing_is_undone():
    lan = factories.lan(contact=PHONE)
    replaced(lan)
    with pytest.raises(UndoOver):
        undo(digits_to(), after=timedelta(days=7, minutes=1))
    assert holder_of(read_contact(NEW_PHONE)) == lan


def test_an_old_number_that_somebody_else_proved_meanwhile_stays_hers():
    lan = factories.lan(contact=PHONE)
    replaced(lan)
    digits = digits_to()
    binh = factories.person(contact=PHONE)
    assert undo(digits) is False
    assert holder_of(read_contact(PHONE)) == binh
    assert holder_of(read_contact(NEW_PHONE)) is None


def test_ten_wrong_digits_close_a_network_and_the_link_still_works():
    lan = with_email(factories.lan(contact=PHONE))
    replaced(lan)
    digits, token = digits_to(), link_to()
    for number in range(10):
        with pytest.raises(UndoOver):
            undo(f"{number:012d}")
    with pytest.raises(TriesClosed):
        undo(digits)
    assert TryBudget.objects.get(scope="undo").closures == 1
    assert undo_by_link(token=token, network=NETWORK, now=timezone.now())


def test_what_cannot_be_twelve_digits_costs_no_try():
    with pytest.raises(UndoUnreadable):
        undo("1234")
    assert not TryBudget.objects.filter(scope="undo").exists()


def test_a_strange_link_finds_nothing():
    assert change_of_link("a" * 32, now=timezone.now()) is None
    assert Client().get(f"/hoan-tac/{'a' * 32}/").status_code == 404


def test_the_page_takes_digits_in_any_grouping():
    lan = factories.lan(contact=PHONE)
    replaced(lan)
    typed = digits_to().replace(" ", "-")
    browser = Client()
    assert "errorlist" not in browser.get("/hoan-tac/").content.decode()
    assert browser.post("/hoan-tac/", {"digits": "12"}).status_code == 200
    assert browser.post("/hoan-tac/", {"digits": typed})["Location"] == "/hoan-tac/xong/"
    assert browser.get("/hoan-tac/xong/").status_code == 200


def test_the_link_of_a_notice_that_gives_nothing_back_leads_to_where_it_is_stopped():
    lan = factories.lan(contact=PHONE)
    event = security.report(person=lan, kind="contact_removed", now=timezone.now())
    token = secrets_of(event)[0]
    answer = Client().get(f"/hoan-tac/{token}/", follow=True)
    assert answer.redirect_chain == [(f"/khong-phai-toi/{token}/", 302)]
    assert answer.status_code == 200


def test_who_left_a_shared_number_does_not_come_back_to_somebody_who_has_it_alone_by_now():
    """Her daughter's undo would otherwise shut bác Lan, who gave her nickname up, out of her own number."""
    lan, hoa = factories.lan(contact=PHONE), factories.person("Trần Thị Hoa")
    share(lan, hoa)
    on_it = holdings_of(hoa).get(nickname="Hai")
    change = replace_contact(
        person=hoa,
        holding=on_it.uuid,
        contact=read_contact(NEW_PHONE),
        here=HERE,
        by=hoa,
        now=timezone.now(),
    )
    sharing.keep_alone(holding=holding_of(lan), by=lan, now=timezone.now())
    token = secrets_of(change.event)[0]
    assert undo_by_link(token=token, network=NETWORK, now=timezone.now()) is False
    assert [held.person for held in live_holders(read_contact(PHONE))] == [lan]
    assert not holding_of(lan).is_guarded
