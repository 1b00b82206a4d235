"""My devices: where my account is open, ended by me; a new one is told; whose device it is, in words."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from identity.accounts.actions import end_sessions, hold_contact
from identity.accounts.contacts import read_contact
from identity.security import actions as security
from identity.security.models import SecurityEvent
from identity.sessions.models import Session
from tests import factories
from tests.conftest import NOW
from tests.identity.security.messages import notices
from tests.identity.signin.conftest import PHONE, Visitor, let_the_next_code_go_out

pytestmark = pytest.mark.django_db
PAGE = "/toi/tai-khoan/thiet-bi/"
ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit/605.1 Version/17.0 Safari/604.1"


@pytest.fixture(autouse=True)
def clock():
    """A clock that moves only when a test moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lan(visitor):
    """She proved her number and an e-mail address yesterday."""
    yesterday = NOW - timedelta(days=1)
    person = factories.lan(contact=PHONE, now=yesterday)
    hold_contact(person=person, contact=read_contact("lan@example.vn"), now=yesterday)
    return person


def browser(user_agent: str) -> Visitor:
    """A browser that says what it is."""
    came = Visitor()
    came.client = Client(headers={"user-agent": user_agent})
    return came


@pytest.fixture
def phone(lan) -> Visitor:
    """Her own phone, signed in."""
    mine = browser(ANDROID)
    mine.sign_in(PHONE)
    return mine


@pytest.fixture
def elsewhere(phone) -> Visitor:
    """A second browser that was signed in with a code of hers."""
    let_the_next_code_go_out()
    second = browser(IPHONE)
    second.sign_in(PHONE)
    return second


def page(visitor: Visitor, query: str = "") -> str:
    return visitor.client.get(PAGE + query).content.decode()


def session_on(browser_words: str) -> Session:
    return Session.objects.get(browser=browser_words)


def test_each_open_session_is_shown_with_browser_and_times_and_this_one_is_marked(elsewhere):
    shown = page(elsewhere)
    assert "Chrome, Android" in shown
    assert "Safari, iPhone" in shown
    assert shown.count("Máy bác đang dùng") == 1
    assert "09:00 21/11/2026" in shown
    assert Session.objects.first().key_hash not in shown


def test_ending_one_device_ends_it_at_its_next_request_and_no_other(phone, elsewhere):
    other = session_on("Safari, iPhone").uuid
    answer = phone.client.post(PAGE, {"end": str(other)})
    assert answer["Location"] == PAGE
    assert not elsewhere.is_in()
    assert phone.is_in()
    assert "Safari, iPhone" not in page(phone).partition("Những việc")[0]


def test_ending_all_others_leaves_this_one(phone, elsewhere):
    phone.client.post(PAGE, {"others": "1"})
    assert not elsewhere.is_in()
    assert phone.is_in()


def test_ending_this_device_signs_out(phone):
    answer = phone.client.post(PAGE, {"end": str(session_on("Chrome, Android").uuid)})
    assert answer["Location"] == "/"
    assert not phone.is_in()


@pytest.mark.parametrize("named", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_a_session_that_is_not_mine_or_is_none_ends_nothing(phone, named):
    answer = phone.client.post(PAGE, {"end": named}, follow=True)
    assert answer.status_code == 200
    assert "đã thoát ra từ trước" in answer.content.decode()
    assert phone.is_in()


def test_nobody_ends_the_session_of_another_person(phone, visitor):
    let_the_next_code_go_out()
    factories.person("Vũ Thị Cúc", contact="0912 000 111", now=NOW)
    visitor.sign_in("0912 000 111")
    visitor.client.post(PAGE, {"end": str(session_on("Chrome, Android").uuid)})
    assert phone.is_in()
    assert "Chrome, Android" not in page(visitor)


def test_sessions_of_an_earlier_epoch_are_not_listed(phone, elsewhere, lan):
    end_sessions(person=lan, by=None, now=NOW)
    let_the_next_code_go_out()
    again = browser(ANDROID)
    again.sign_in(PHONE)
    assert page(again).count("<article") == 1


def test_both_lists_are_paged_by_themselves(phone, lan):
    for minute in range(25):
        security.report(person=lan, kind="new_factor", now=NOW - timedelta(minutes=minute))
    first, last = page(phone), page(phone, "?su-kien=3")
    assert first.count("Có thêm một cách đăng nhập") == 9
    assert "?su-kien=2" in first
    assert last.count("Có thêm một cách đăng nhập") < 9
    assert "Chrome, Android" in last


def test_a_second_browser_is_told_to_every_address_and_a_known_one_is_not(phone, elsewhere):
    assert {message["to"] for message in notices()} == {"+84912345678", "lan@example.vn"}
    told = SecurityEvent.objects.get(kind="new_device")
    assert (told.browser, told.network) == ("Safari, iPhone", "127.0.•.•")
    phone.client.post("/dang-xuat/")
    let_the_next_code_go_out()
    phone.sign_in(PHONE)
    assert phone.is_in()
    assert SecurityEvent.objects.filter(kind="new_device").count() == 1


def test_the_first_browser_of_a_newcomer_brings_no_message(visitor):
    visitor.sign_in("0912 777 888")
    visitor.introduce()
    assert visitor.is_in()
    assert notices() == []
    assert SecurityEvent.objects.get().kind == "first_device"


def test_a_browser_that_was_away_for_a_month_is_new_again(phone, clock):
    phone.client.post("/dang-xuat/")
    clock.move_to(NOW + timedelta(days=29))
    let_the_next_code_go_out()
    phone.sign_in(PHONE)
    assert notices() == []


@pytest.mark.parametrize(
    ("answer", "device", "life"),
    [
        ({}, "own", timedelta(days=30)),
        ({"device": "own"}, "own", timedelta(days=30)),
        ({"device": "shared"}, "shared", timedelta(hours=2)),
        ({"device": "<script>"}, "own", timedelta(days=30)),
    ],
)
def test_whose_device_it_is_decides_how_long_the_session_lives(lan, visitor, answer, device, life):
    visitor.ask(PHONE)
    visitor.client.post("/dang-nhap/ma/", {"code": visitor.newest_code(), **answer})
    session = Session.objects.get(person=lan)
    assert (session.device, session.expire_at) == (device, NOW + life)


def test_the_answer_survives_a_wrong_code(lan, visitor):
    visitor.ask(PHONE)
    code = visitor.newest_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    again = visitor.client.post("/dang-nhap/ma/", {"code": wrong, "device": "shared"})
    assert 'value="shared" checked' in " ".join(again.content.decode().split()).replace(
        'id="id_device_1" ', ""
    )
    visitor.client.post("/dang-nhap/ma/", {"code": code})
    assert Session.objects.get(person=lan).device == "shared"


def test_the_code_page_asks_in_words_and_has_own_chosen(lan, visitor):
    visitor.ask(PHONE)
    shown = visitor.client.get("/dang-nhap/ma/").content.decode()
    assert "Đây là điện thoại của tôi" in shown
    assert "Máy dùng chung, tôi chỉ dùng lần này" in shown


def test_a_cookie_from_before_sign_in_is_dead_after_it(lan, visitor):
    visitor.ask(PHONE)
    planted = visitor.client.cookies[settings.SESSION_COOKIE_NAME].value
    visitor.enter(visitor.newest_code())
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert visitor.is_in()
    assert thief.get("/toi/tai-khoan/").status_code == 302
