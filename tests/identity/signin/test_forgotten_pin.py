"""A forgotten PIN on a shared number: what opens instead, and for whom it does not."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from identity.accounts import actions as accounts
from identity.accounts import sharing
from identity.accounts.contacts import read_contact
from identity.accounts.models import Person
from identity.accounts.queries import live_holders
from identity.factors import pins
from identity.factors.desk import digits_of
from identity.factors.models import Paper
from identity.recovery.desk import confirm_at_desk
from tests import factories
from tests.identity.recovery.people import share
from tests.identity.signin.conftest import PHONE, Visitor, let_the_next_code_go_out

CONTACT = read_contact(PHONE)


@pytest.fixture
def lan(visitor) -> Person:
    """Bác Lan, who proved her number a moment ago."""
    return factories.lan(contact=PHONE, proved_at=timezone.now())


@pytest.fixture
def hoa(lan) -> Person:
    """Her daughter, on the same number; each has a PIN."""
    hoa = factories.person("Trần Thị Hoa")
    share(lan, hoa)
    for person, pin in ((lan, "4719"), (hoa, "8305")):
        pins.set_pin(person=person, pin=pin, by=person, now=timezone.now())
    return hoa


def knock(browser):
    """A code to the number, typed rightly; the answer."""
    let_the_next_code_go_out()
    return browser.sign_in(PHONE)


def forget_pin(browser, who="1"):
    """On the way in she says that she forgot her PIN; where she is sent."""
    knock(browser)
    browser.client.post("/dang-nhap/ai/", {"who": who})
    return browser.client.post("/dang-nhap/ma-pin/", {"forgotten": "1"}).url


def prove_email(browser, email):
    browser.client.post("/dang-nhap/mo-lai/thu/", {"contact": email})
    return browser.client.post("/dang-nhap/mo-lai/thu/ma/", {"code": browser.newest_code()})


def test_a_forgotten_pin_is_replaced_after_codes_to_the_number_and_to_her_own_email(hoa, lan):
    accounts.hold_contact(person=lan, contact=read_contact("lan@vidu.vn"), now=timezone.now())
    browser = Visitor()
    assert forget_pin(browser) == "/dang-nhap/mo-lai/"
    assert prove_email(browser, "lan@vidu.vn").url == "/toi/tai-khoan/ma-pin/"
    browser.client.post("/toi/tai-khoan/ma-pin/", {"pin": "9052", "again": "9052"})
    pins.verify_pin(person=lan, pin="9052", now=timezone.now())


def test_an_email_the_two_share_replaces_nobodys_pin(hoa, lan):
    email = read_contact("nha@vidu.vn")
    accounts.hold_contact(person=lan, contact=email, now=timezone.now())
    holding = live_holders(email)[0]
    sharing.choose_nickname(holding=holding, nickname="Mẹ", by=lan, now=timezone.now())
    browser = Visitor()
    forget_pin(browser)
    assert prove_email(browser, "nha@vidu.vn").status_code == 200
    assert not browser.is_in()


def seen_at_the_desk(person, contact=None):
    """Her trainer saw her and a paper of hers."""
    return confirm_at_desk(
        person=person,
        contact=contact,
        paper=Paper.ID_CARD,
        by=factories.minh(),
        now=timezone.now(),
    )


def say_digits(browser, digits):
    return browser.client.post("/dang-nhap/mo-lai/xac-nhan/", {"code": digits})


@pytest.mark.parametrize("contact", [None, CONTACT])
def test_nobody_else_on_the_number_opens_what_was_confirmed_for_her(hoa, lan, contact):
    """Her daughter has the phone in her hands: a code to it does not say who was seen."""
    digits = digits_of(seen_at_the_desk(lan, contact))
    browser = Visitor()
    forget_pin(browser, "2")
    page = browser.client.get("/dang-nhap/mo-lai/").content.decode()
    assert "csrfmiddlewaretoken" not in page.partition("<main")[2]
    browser.client.post("/dang-nhap/mo-lai/")
    assert say_digits(browser, f"{(int(digits) + 1) % 1_000_000:06d}").status_code == 200
    assert say_digits(browser, "12").status_code == 200
    assert not browser.is_in()


def test_the_digits_of_a_desk_open_once(hoa, lan):
    digits = digits_of(seen_at_the_desk(lan))
    for browser, expected in ((Visitor(), True), (Visitor(), False)):
        forget_pin(browser)
        say_digits(browser, digits)
        assert browser.is_in() is expected


def test_the_digits_of_a_desk_open_a_shared_number_that_was_silent(hoa, lan):
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        digits = digits_of(seen_at_the_desk(lan))
        browser = Visitor()
        assert knock(browser).url == "/dang-nhap/ho-so/"
        assert say_digits(browser, digits).status_code == 302
        assert browser.client.get("/api/v1/session").json()["person"]["id"] == str(lan.uuid)


def test_a_forgotten_pin_is_replaced_after_the_trainer_saw_her(hoa, lan):
    confirmation = seen_at_the_desk(lan)
    browser = Visitor()
    forget_pin(browser)
    page = browser.client.get("/dang-nhap/mo-lai/").content.decode()
    assert 'href="/dang-nhap/mo-lai/xac-nhan/"' in page
    assert say_digits(browser, digits_of(confirmation)).url == "/toi/tai-khoan/ma-pin/"
    assert browser.client.get("/toi/tai-khoan/ma-pin/").status_code == 200
    assert browser.client.get("/api/v1/session").json()["person"]["id"] == str(lan.uuid)


def test_who_remembers_her_pin_after_all_goes_on_to_where_she_wanted(hoa, lan):
    browser = Visitor()
    let_the_next_code_go_out()
    browser.sign_in(PHONE, "/on-tap/")
    browser.client.post("/dang-nhap/ai/", {"who": "1"})
    browser.client.post("/dang-nhap/ma-pin/", {"forgotten": "1"})
    browser.client.post("/dang-nhap/ai/", {"who": "1"})
    assert browser.client.post("/dang-nhap/ma-pin/", {"pin": "4719"}).url == "/on-tap/"
