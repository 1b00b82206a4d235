"""In with a card: by its picture or its number, then the PIN; and nothing is learnt without it."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from identity.accounts import merging
from identity.accounts.queries import contacts_of
from identity.audit.models import Entry
from identity.codes.models import SendBudget, SendScope, TryBudget
from identity.factors import cardproving, cards, pins
from identity.factors.cardnumbers import card_number, show_number
from identity.factors.cardqueries import live_card
from identity.factors.models import CardEnd, PinKind
from identity.sessions.models import Session
from tests import factories
from tests.identity.signin.conftest import enrolled, let_the_next_code_go_out

DOOR, PIN_PAGE = "/dang-nhap/the/", "/dang-nhap/the/ma-pin/"
PIN = "493715"
STORY = ("4", "10", "1")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def nu():
    return factories.nu()


@pytest.fixture
def minh():
    return factories.minh()


def with_card(person, by, *, pin=PIN, kind=PinKind.DIGITS):
    """Her card as it is printed, and her PIN set."""
    now = timezone.now()
    if pin:
        pins.set_pin(person=person, pin=pin, kind=kind, by=by, now=now)
    [face] = cards.print_cards(people=[person], by=by, now=now)
    return face


def type_number(client, number):
    return client.post(DOOR, {"number": show_number(number)})


def scan(client, token):
    return client.post(DOOR, {"token": token})


def is_in(client):
    return client.get("/toi/tai-khoan/").status_code == 200


def nobodys_number(*, kind=PinKind.DIGITS):
    """A number with a right check sign that stands on no card, and is asked for PINs of that kind."""
    numbers = (card_number(bytes([0, 0, 0, 0, byte])) for byte in range(256))
    shown = ((number, cardproving.show_number(number)) for number in numbers)
    return next(number for number, held_up in shown if cardproving.asked_kind(held_up) is kind)


def test_number_and_pin_open_her_account(client, nu, minh):
    face = with_card(nu, minh)
    assert type_number(client, face.number).url == PIN_PAGE
    answer = client.post(PIN_PAGE, {"pin": PIN, "device": "shared"})
    assert answer.url == "/toi/"
    assert is_in(client)
    assert Session.objects.get(person=nu).device == "shared"


def test_the_scanned_picture_and_the_pin_open_it_too(client, nu, minh):
    face = with_card(nu, minh)
    assert scan(client, face.token).url == PIN_PAGE
    client.post(PIN_PAGE, {"pin": PIN})
    assert is_in(client)


def test_a_card_takes_the_device_for_a_shared_one_until_she_says_it_is_hers(client, nu, minh):
    face = with_card(nu, minh)
    scan(client, face.token)
    client.post(PIN_PAGE, {"pin": PIN})
    assert Session.objects.get(person=nu).device == "shared"
    own = Client()
    scan(own, face.token)
    own.post(PIN_PAGE, {"pin": PIN, "device": "own"})
    assert Session.objects.filter(person=nu, device="own").exists()


def test_three_pictures_are_tapped_one_after_the_other(client, nu, minh):
    face = with_card(nu, minh, pin="-".join(STORY), kind=PinKind.PICTURES)
    type_number(client, face.number)
    picked = ""
    for number in STORY:
        assert not is_in(client)
        answer = client.post(PIN_PAGE, {"picked": picked, "picture": number, "device": "own"})
        picked = f"{picked}-{number}".strip("-")
    assert answer.url == "/toi/"
    assert is_in(client)


def test_the_same_pictures_in_another_order_do_not_open(client, nu, minh):
    face = with_card(nu, minh, pin="-".join(STORY), kind=PinKind.PICTURES)
    type_number(client, face.number)
    answer = client.post(PIN_PAGE, {"picked": f"{STORY[1]}-{STORY[0]}", "picture": STORY[2]})
    assert answer.status_code == 200
    assert not is_in(client)


def test_a_card_without_its_pin_opens_nothing(client, nu, minh):
    face = with_card(nu, minh)
    scan(client, face.token)
    assert client.get("/toi/").status_code == 302
    client.post(PIN_PAGE, {"pin": "864209"})
    assert not is_in(client)


def test_a_void_card_is_dead_at_once_even_on_its_way(client, nu, minh):
    face = with_card(nu, minh)
    type_number(client, face.number)
    cards.void_card(person=nu, reason=CardEnd.LOST, by=minh, now=timezone.now())
    client.post(PIN_PAGE, {"pin": PIN})
    assert not is_in(client)
    assert scan(client, face.token).status_code == 200


def test_a_dead_or_forged_picture_is_refused_in_the_same_words(client, nu, minh):
    face = with_card(nu, minh)
    cards.issue_card(person=nu, by=minh, now=timezone.now())
    dead, forged = scan(client, face.token), scan(client, "A" * len(face.token))
    assert masked(dead) == masked(forged)
    assert dead.status_code == 200


def test_a_reissued_card_ends_the_sessions_of_the_old_one(client, nu, minh):
    face = with_card(nu, minh)
    type_number(client, face.number)
    client.post(PIN_PAGE, {"pin": PIN})
    assert is_in(client)
    cards.issue_card(person=nu, by=minh, now=timezone.now())
    assert not is_in(client)


def masked(answer):
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    cookies = sorted(answer.cookies)
    return answer.status_code, re.sub(r'value="[A-Za-z0-9_-]{22}"', "", body), cookies


@pytest.mark.parametrize("kind", list(PinKind))
def test_a_number_nobody_holds_is_asked_and_refused_like_any_other(nu, minh, kind):
    pin, wrong = (PIN, {"pin": "864209"})
    if kind is PinKind.PICTURES:
        pin, wrong = ("-".join(STORY), {"picked": "2-5", "picture": "11"})
    known = with_card(nu, minh, pin=pin, kind=kind).number
    seen = []
    for number in (known, nobodys_number(kind=kind)):
        browser = Client()
        typed = type_number(browser, number)
        page = browser.get(PIN_PAGE)
        first = browser.post(PIN_PAGE, wrong)
        with CaptureQueriesContext(connection) as queries:
            second = browser.post(PIN_PAGE, wrong)
        later = [browser.post(PIN_PAGE, wrong) for _ in range(4)]
        refused = [clockless(answer) for answer in (first, second, *later)]
        seen.append((typed.url, masked(page), refused, [tables(query) for query in queries]))
    assert seen[0] == seen[1]


def tables(query):
    """What a statement does to which tables, without its values."""
    return re.findall(r'^[A-Z]+|"identity_\w+"', query["sql"])


def clockless(answer):
    status, body, cookies = masked(answer)
    return status, re.sub(r"\d\d:\d\d[^<]*", "", body), cookies


def test_a_card_whose_person_chose_no_pin_answers_like_nobodys(nu, minh):
    face = with_card(nu, minh, pin="")
    browser = Client()
    type_number(browser, face.number)
    answer = browser.post(PIN_PAGE, {"pin": "4937"} if asks_digits(browser) else tap())
    assert answer.status_code == 200
    assert TryBudget.objects.get().tries_since_success == 1


def asks_digits(browser):
    return 'name="pin"' in browser.get(PIN_PAGE).content.decode()


def tap():
    return {"picked": "2-5", "picture": "11"}


def test_a_slip_in_the_number_costs_no_try(client, nu, minh):
    face = with_card(nu, minh)
    swapped = face.number[1] + face.number[0] + face.number[2:]
    wrong = swapped if swapped != face.number else face.number[:-1]
    assert client.post(DOOR, {"number": wrong}).status_code == 200
    assert client.post(DOOR, {"number": ""}).status_code == 200
    assert not TryBudget.objects.exists()
    assert client.get(PIN_PAGE).url == DOOR


def test_five_wrong_pins_close_the_card_and_the_right_one_waits(client, nu, minh):
    face = with_card(nu, minh)
    type_number(client, face.number)
    for _ in range(5):
        assert client.post(PIN_PAGE, {"pin": "864209"}).status_code == 200
    assert client.post(PIN_PAGE, {"pin": PIN}).status_code == 429
    fresh = Client()
    scan(fresh, face.token)
    assert fresh.post(PIN_PAGE, {"pin": PIN}).status_code == 429
    pins.set_pin(person=nu, pin="718205", by=minh, now=timezone.now())
    assert fresh.post(PIN_PAGE, {"pin": "718205"}).url == "/toi/"


def test_a_network_cannot_try_numbers_for_ever(settings, nu, minh):
    settings.SIGNIN_NETWORK_CAP = 3
    with_card(nu, minh)
    numbers = [card_number(bytes([9, 9, 9, 9, byte])) for byte in range(4)]
    answers = []
    for number in numbers:
        browser = Client()
        type_number(browser, number)
        wrong = {"pin": "864209"} if asks_digits(browser) else tap()
        answers.append(browser.post(PIN_PAGE, wrong).status_code)
    assert answers == [200, 200, 200, 429]
    assert SendBudget.objects.filter(scope=SendScope.CARDS).count() == 1


def test_a_half_hour_later_the_card_is_shown_again(client, nu, minh):
    face = with_card(nu, minh)
    type_number(client, face.number)
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert client.post(PIN_PAGE, {"pin": PIN}).url == DOOR


def test_card_and_pin_never_let_staff_past_the_second_factor(client, nu, minh):
    face = with_card(nu, minh)
    enrolled(nu)
    factories.granted(nu, "trainer", factories.HOME)
    type_number(client, face.number)
    assert client.post(PIN_PAGE, {"pin": PIN}).url.startswith("/dang-nhap/xac-thuc/")
    assert not is_in(client)
    assert client.get("/lop/").status_code == 302


def test_the_token_is_never_read_from_an_address(client, nu, minh):
    face = with_card(nu, minh)
    page = client.get(f"{DOOR}?token={face.token}&number={face.number}").content.decode()
    assert face.token not in page and face.number not in page
    assert client.get(PIN_PAGE).url == DOOR


def test_neither_number_nor_pin_is_written_down(client, nu, minh):
    face = with_card(nu, minh)
    type_number(client, face.number)
    client.post(PIN_PAGE, {"pin": "864209"})
    kept = json.dumps([str(row) for row in Session.objects.values()])
    written = str(list(Entry.objects.values()))
    for secret in (face.number, face.token, "864209", PIN):
        assert secret not in kept and secret not in written


def test_she_goes_on_to_where_she_wanted(client, nu, minh):
    face = with_card(nu, minh)
    client.post(DOOR, {"number": face.number, "next": "/khoa-hoc/"})
    assert client.post(PIN_PAGE, {"pin": PIN}).url == "/khoa-hoc/"
    other = Client()
    other.post(DOOR, {"number": face.number, "next": "https://elsewhere.example.vn/"})
    assert other.post(PIN_PAGE, {"pin": PIN}).url == "/toi/"


CONFIRM = "/dang-nhap/xac-nhan/?next=/toi/tai-khoan/lien-he/them/"


def later(minutes=20):
    """The clock of the pages, so much later: the proof of the sign-in is no longer fresh."""
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False)


def test_whoever_has_only_a_card_proves_herself_anew_by_her_pin(client, nu, minh):
    face = with_card(nu, minh)
    type_number(client, face.number)
    client.post(PIN_PAGE, {"pin": PIN, "device": "own"})
    with later():
        assert client.get("/toi/tai-khoan/lien-he/them/").url.startswith("/dang-nhap/xac-nhan/")
        assert client.post(CONFIRM, {"code": PIN}).url == "/toi/tai-khoan/lien-he/them/"


def test_a_pin_of_pictures_proves_her_anew_too(client, nu, minh):
    face = with_card(nu, minh, pin="-".join(STORY), kind=PinKind.PICTURES)
    type_number(client, face.number)
    client.post(PIN_PAGE, {"picked": "4-10", "picture": "1", "device": "own"})
    with later():
        wrong = client.post(CONFIRM, {"picked": "4-10", "picture": "2"})
        assert wrong.context["taps"].numbers == ()
        assert client.post(CONFIRM, {"picked": "4", "picture": "10"}).status_code == 200
        right = client.post(CONFIRM, {"picked": "4-10", "picture": "1"})
        assert right.url == "/toi/tai-khoan/lien-he/them/"


def test_she_binds_a_phone_later_and_stays_who_she_is(visitor, other, nu, minh):
    face = with_card(nu, minh)
    type_number(visitor.client, face.number)
    visitor.client.post(PIN_PAGE, {"pin": PIN, "device": "own"})
    sent = visitor.client.post("/toi/tai-khoan/lien-he/them/", {"contact": "0912 345 678"})
    assert sent.status_code == 302
    visitor.client.post(sent.url, {"code": visitor.newest_code()})
    [contact] = contacts_of(nu)
    assert contact.display.endswith("678")
    let_the_next_code_go_out()
    other.sign_in("0912345678")
    assert other.client.get("/api/v1/me").json()["id"] == str(nu.uuid)


def test_the_card_of_a_merged_account_opens_the_one_she_is_known_as(client, nu, minh):
    kept = factories.lan()
    face = with_card(nu, minh)
    now = timezone.now()
    merging.join_accounts(absorbed=nu, kept=kept, by=minh, now=now)
    type_number(client, face.number)
    client.post(PIN_PAGE, {"pin": PIN})
    assert client.get("/api/v1/me").json()["id"] == str(kept.uuid)
    assert live_card(kept).person == nu
    cards.void_card(person=kept, reason=CardEnd.LOST, by=minh, now=now)
    assert not is_in(client)
