"""Staff and their second factor: passkeys beside the app, recovery codes once, messages never."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from identity.factors.models import Passkey
from identity.factors.queries import current_code, methods_of
from identity.factors.recovery_codes import make_sheet
from identity.roles.actions import grant_role
from tests import factories
from tests.authenticator import Device
from tests.identity.signin.conftest import PHONE, enrolled, let_the_next_code_go_out
from tests.identity.signin.passkeys import answer_at, enrol_at_the_door

STEP = "/dang-nhap/xac-thuc/"
DOOR = "/dang-nhap/van-tay/"
STAFF_PAGE = "/quan-tri/mo-lai-ma/"
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def minh(visitor):
    return factories.minh(contact=PHONE)


@pytest.fixture
def key(visitor, minh, clock) -> Device:
    """Minh's passkey, made at his first sign-in."""
    device = Device()
    visitor.sign_in(PHONE)
    assert enrol_at_the_door(visitor, device).status_code == 302
    let_the_next_code_go_out()
    clock.shift(timedelta(minutes=2))
    return device


def test_the_first_sign_in_offers_app_and_passkey(visitor, minh, clock):
    visitor.sign_in(PHONE)
    page = visitor.client.get(STEP).content.decode()
    assert "<svg" in page
    assert "data-passkey" in page
    assert enrol_at_the_door(visitor, Device())["Location"] == "/toi/"
    assert methods_of(minh) == {"passkey"}
    assert visitor.client.get(STAFF_PAGE).status_code == 200


def test_a_passkey_is_the_second_step_and_nothing_is_set_up_any_more(other, minh, key):
    other.sign_in(PHONE)
    page = other.client.get(STEP)
    assert page.context["enrolment"] is None
    assert other.client.post(STEP, {"code": "123456"}).status_code == 200
    assert not other.is_in()
    assert answer_at(other, STEP, Device()).context["refused"]
    assert answer_at(other, STEP, key)["Location"] == "/toi/"
    assert other.client.get(STAFF_PAGE).status_code == 200


def test_with_a_passkey_at_the_door_staff_are_in_at_once(other, minh, key):
    assert answer_at(other, DOOR, key, next=STAFF_PAGE)["Location"] == STAFF_PAGE
    assert other.client.get(STAFF_PAGE).status_code == 200


def test_a_rested_session_opens_by_passkey_and_not_by_a_message(other, minh, key, clock):
    answer_at(other, DOOR, key)
    clock.shift(timedelta(minutes=16))
    assert other.client.get(STAFF_PAGE).status_code == 302
    assert other.ask(PHONE)["Location"].startswith(STEP)
    assert answer_at(other, STEP, key)["Location"] == "/toi/"
    assert other.client.get(STAFF_PAGE).status_code == 200


def test_the_passkey_of_a_colleague_opens_nothing(visitor, other, minh, key):
    factories.admin(contact="sep@example.vn")
    other.sign_in("sep@example.vn")
    mine = Device()
    assert enrol_at_the_door(other, mine).status_code == 302
    visitor.client.post("/dang-xuat/")
    visitor.sign_in(PHONE)
    assert answer_at(visitor, STEP, mine).context["refused"]
    assert not visitor.is_in()


def test_a_recovery_code_lets_staff_set_up_anew_and_the_lost_factor_stops(
    visitor, other, minh, key, clock
):
    codes = make_sheet(person=minh, now=timezone.now())
    other.sign_in(PHONE)
    answer = other.client.post(f"{STEP}giay/", {"code": codes[0]})
    assert answer["Location"] == STEP
    assert not other.is_in()
    page = other.client.get(STEP)
    assert page.context["enrolment"]
    assert other.client.post(f"{STEP}giay/", {"code": codes[1]})["Location"] == STEP
    new = current_code(minh, now=timezone.now())
    assert other.client.post(STEP, {"code": new})["Location"] == "/toi/"
    assert methods_of(minh) == {"totp", "recovery_code"}
    assert not Passkey.objects.exists()
    assert other.client.get(STAFF_PAGE).status_code == 200
    assert not visitor.is_in()


def test_a_spent_recovery_code_is_worth_nothing_in_the_next_sign_in(visitor, other, minh, key):
    codes = make_sheet(person=minh, now=timezone.now())
    other.sign_in(PHONE)
    other.client.post(f"{STEP}giay/", {"code": codes[0]})
    other.client.post("/dang-xuat/")
    let_the_next_code_go_out()
    other.sign_in(PHONE)
    assert other.client.get(STEP).context["enrolment"] is None
    assert other.client.post(f"{STEP}giay/", {"code": codes[0]}).status_code == 200
    assert methods_of(minh) == {"passkey", "recovery_code"}


def test_a_new_passkey_replaces_the_lost_app(visitor, minh, clock):
    enrolled(minh)
    codes = make_sheet(person=minh, now=timezone.now())
    visitor.sign_in(PHONE)
    visitor.client.post(f"{STEP}giay/", {"code": codes[0]})
    assert enrol_at_the_door(visitor, Device())["Location"] == "/toi/"
    assert methods_of(minh) == {"passkey", "recovery_code"}


def test_who_becomes_staff_in_an_open_session_cannot_enrol_by_a_message(visitor, clock):
    person = factories.lan(contact=PHONE)
    visitor.sign_in(PHONE)
    grant_role(by=None, person=person, role="admin", now=timezone.now())
    answer = visitor.client.get("/toi/tai-khoan/bao-mat/ung-dung/", follow=True)
    assert "enrolment" not in (answer.context or {})


def test_the_command_forgets_passkeys_and_sheets_too(visitor, minh, key):
    make_sheet(person=minh, now=timezone.now())
    call_command("forget_authenticator", contact=PHONE, verbosity=0)
    assert methods_of(minh) == frozenset()
    assert not visitor.is_in()
