"""What protects an account: added, used, renamed and removed by its owner, after a fresh proof."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from identity.accounts.contacts import read_contact
from identity.codes import otp, trying
from identity.codes.addressing import address_of
from identity.codes.models import TryScope
from identity.factors.models import Passkey, PinKind, RecoveryCode, Totp
from identity.factors.pins import set_pin
from identity.factors.queries import current_code, methods_of
from identity.factors.recovery_codes import make_sheet
from tests import factories
from tests.authenticator import Device
from tests.identity.signin.conftest import PHONE, Visitor, enrolled, let_the_next_code_go_out
from tests.identity.signin.passkeys import OWN, add_device, answer_at

PROTECTION = "/toi/tai-khoan/bao-mat/"
APP = f"{PROTECTION}ung-dung/"
SHEET = f"{PROTECTION}giay/"
CONFIRM = "/dang-nhap/xac-nhan/"


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def lan(visitor):
    """Bác Lan, signed in by a code a moment ago."""
    person = factories.lan(contact=PHONE)
    visitor.sign_in(PHONE)
    return person


def set_up_app(visitor: Visitor, person, clock) -> None:
    visitor.client.get(APP)
    fresh = Totp.objects.get(person=person, confirmed_at=None)
    assert fresh
    answer = visitor.client.post(APP, {"code": current_code(person, now=timezone.now())})
    assert answer["Location"] == PROTECTION
    clock.shift(timedelta(seconds=30))


def test_the_page_recommends_one_thing_and_is_for_its_owner_only(visitor, other, lan):
    page = visitor.client.get(PROTECTION).content.decode()
    assert page.count("button-primary") == 1
    assert other.client.get(PROTECTION).status_code == 302


def test_an_app_is_set_up_by_its_first_code_and_asked_for_at_the_next_sign_in(
    visitor, other, lan, clock
):
    page = visitor.client.get(APP)
    assert "<svg" in page.content.decode()
    assert visitor.client.post(APP, {"code": "000000"}).context["form"].errors
    set_up_app(visitor, lan, clock)
    assert methods_of(lan) == {"totp"}
    let_the_next_code_go_out()
    assert other.sign_in(PHONE)["Location"] == "/dang-nhap/xac-thuc/"
    assert not other.is_in()
    assert other.show_authenticator(lan)["Location"] == "/toi/"
    assert other.is_in()
    assert visitor.is_in()


def test_a_new_factor_ends_the_other_sessions(visitor, other, lan, clock):
    let_the_next_code_go_out()
    other.sign_in(PHONE)
    assert other.is_in()
    set_up_app(visitor, lan, clock)
    assert visitor.is_in()
    assert not other.is_in()


def test_an_app_moves_to_another_phone_and_the_old_one_stops(visitor, lan, clock):
    set_up_app(visitor, lan, clock)
    old = Totp.objects.get(person=lan).sealed_seed
    secret = visitor.client.get(APP).context["enrolment"].secret.replace(" ", "")
    code = otp.authenticator_code(secret, now=timezone.now())
    assert visitor.client.post(APP, {"code": code})["Location"] == PROTECTION
    assert Totp.objects.get(person=lan).sealed_seed != old


def test_removing_the_app_asks_for_the_app_itself_once_the_proof_is_old(visitor, lan, clock):
    set_up_app(visitor, lan, clock)
    clock.shift(timedelta(minutes=15))
    answer = visitor.client.get(f"{APP}bo/")
    assert answer["Location"] == f"{CONFIRM}?next={APP}bo/"
    page = visitor.client.get(answer["Location"])
    assert page.context["proving"].method == "totp"
    sent = {"code": current_code(lan, now=timezone.now()), "next": f"{APP}bo/"}
    assert visitor.client.post(CONFIRM, sent)["Location"] == f"{APP}bo/"
    assert visitor.client.post(f"{APP}bo/")["Location"] == PROTECTION
    assert methods_of(lan) == frozenset()


def test_a_device_is_added_used_renamed_and_removed(visitor, other, lan, clock):
    phone = Device()
    assert add_device(visitor, phone, name="điện thoại của tôi")["Location"] == PROTECTION
    assert "điện thoại của tôi" in visitor.client.get(PROTECTION).content.decode()
    clock.shift(timedelta(minutes=1))
    answer = answer_at(other, "/dang-nhap/van-tay/", phone, next="/toi/tai-khoan/")
    assert answer["Location"] == "/toi/tai-khoan/"
    assert other.is_in()
    row = Passkey.objects.get()
    assert visitor.client.post(f"{OWN}{row.uuid}/", {"name": ""}).context["form"].errors
    assert visitor.client.post(f"{OWN}{row.uuid}/", {"name": "máy bàn"})["Location"] == PROTECTION
    assert "máy bàn" in visitor.client.get(PROTECTION).content.decode()
    assert visitor.client.post(f"{OWN}{row.uuid}/", {"remove": "1"})["Location"] == PROTECTION
    assert not Passkey.objects.exists()
    assert not other.is_in()


def test_a_device_without_a_name_is_called_by_what_it_is(visitor, lan):
    visitor.client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 14) Chrome/126.0"
    add_device(visitor, Device(), name="")
    assert Passkey.objects.get().authenticator.data["name"] == "Chrome, Android"


def test_a_device_of_nobody_is_told_so_and_a_question_is_good_once(visitor, other, lan, clock):
    phone = Device()
    add_device(visitor, phone)
    clock.shift(timedelta(minutes=1))
    assert answer_at(other, "/dang-nhap/van-tay/", Device()).context["form"].errors
    question = other.client.post("/dang-nhap/van-tay/hoi/").json()
    answer = {"credential": phone.show(question)}
    assert other.client.post("/dang-nhap/van-tay/", answer).status_code == 302
    assert Visitor().client.post("/dang-nhap/van-tay/", answer).status_code == 200
    assert other.client.post("/dang-nhap/van-tay/", answer).context["form"].errors


def test_another_persons_device_is_not_there(visitor, lan):
    add_device(visitor, Device())
    row = Passkey.objects.get()
    factories.person("Lê Thị Cúc", contact="cuc@example.vn")
    cuc = Visitor()
    cuc.sign_in("cuc@example.vn")
    for send in ({"name": "x"}, {"remove": "1"}):
        assert cuc.client.post(f"{OWN}{row.uuid}/", send).status_code == 404
    assert Passkey.objects.exists()


def test_ten_codes_are_shown_once_and_one_of_them_opens_when_the_phone_is_lost(
    visitor, other, lan, clock
):
    set_up_app(visitor, lan, clock)
    page = visitor.client.post(SHEET).content.decode()
    codes = re.findall(r"<code>([0-9A-Z-]{17})</code>", page)
    assert len(codes) == 10
    assert not any(code in visitor.client.get(SHEET).content.decode() for code in codes)
    let_the_next_code_go_out()
    other.sign_in(PHONE)
    wrong = other.client.post("/dang-nhap/xac-thuc/giay/", {"code": "0" * 14})
    assert wrong.context["form"].errors
    RecoveryCode.objects.filter(pk__in=RecoveryCode.objects.order_by("pk")[4:]).delete()
    answer = other.client.post("/dang-nhap/xac-thuc/giay/", {"code": codes[3].lower()})
    assert answer["Location"] == "/toi/"
    assert "chỉ còn 3 mã" in other.client.get("/toi/").content.decode()
    assert other.is_in()


def test_a_message_proves_nothing_where_there_is_something_better(visitor, lan, clock):
    phone = Device()
    add_device(visitor, phone)
    clock.shift(timedelta(minutes=16))
    assert visitor.client.get(APP)["Location"].startswith(CONFIRM)
    page = visitor.client.get(f"{CONFIRM}?cach=tin-nhan&next={APP}")
    assert page.context["proving"].method == "passkey"
    assert visitor.client.post(f"{CONFIRM}?cach=tin-nhan", {"send": "1"}).status_code == 200
    assert visitor.client.get(APP)["Location"].startswith(CONFIRM)
    answer = answer_at(visitor, CONFIRM, phone, next=APP)
    assert answer["Location"] == APP
    assert visitor.client.get(APP).status_code == 200


def test_who_has_nothing_better_proves_the_number_again_and_the_session_gets_a_new_key(
    visitor, lan, clock
):
    clock.shift(timedelta(minutes=16))
    let_the_next_code_go_out()
    assert visitor.client.get(SHEET)["Location"] == f"{CONFIRM}?next={SHEET}"
    before = visitor.client.cookies["sessionid"].value
    visitor.client.post(CONFIRM, {"send": "1", "next": SHEET})
    code = visitor.newest_code()
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    assert visitor.client.post(CONFIRM, {"code": wrong, "next": SHEET}).context["form"].errors
    answer = visitor.client.post(CONFIRM, {"code": code, "next": SHEET})
    assert answer["Location"] == SHEET
    assert visitor.client.cookies["sessionid"].value != before
    planted = Visitor()
    planted.client.cookies["sessionid"] = before
    assert not planted.is_in()
    assert visitor.client.get(SHEET).status_code == 200


def test_a_recovery_code_confirms_once(visitor, lan, clock):
    codes = make_sheet(person=lan, now=timezone.now())
    let_the_next_code_go_out()
    visitor.sign_in(PHONE)
    clock.shift(timedelta(minutes=16))
    address = f"{CONFIRM}?cach=ma-khoi-phuc&next={APP}"
    assert visitor.client.post(address, {"code": codes[0], "next": APP})["Location"] == APP
    clock.shift(timedelta(minutes=16))
    assert visitor.client.post(address, {"code": codes[0], "next": APP}).status_code == 200


def test_staff_do_not_remove_what_their_role_needs(visitor, clock):
    minh = enrolled(factories.minh(contact=PHONE))
    visitor.sign_in(PHONE)
    visitor.show_authenticator(minh)
    assert visitor.client.post(f"{APP}bo/", follow=True).status_code == 200
    assert methods_of(minh) == {"totp"}
    clock.shift(timedelta(minutes=1))
    assert add_device(visitor, Device())["Location"] == PROTECTION
    assert visitor.client.post(f"{APP}bo/")["Location"] == PROTECTION
    assert methods_of(minh) == {"passkey"}


def test_a_pin_confirms_be_it_digits_or_pictures(visitor, lan, clock):
    for kind, pin, sent in (
        (PinKind.DIGITS, "738146", {"code": "738146"}),
        (PinKind.PICTURES, "3-11-7", {"picked": "3-11", "picture": "7"}),
    ):
        set_pin(person=lan, pin=pin, kind=kind, by=lan, now=timezone.now())
        clock.shift(timedelta(minutes=16))
        address = visitor.client.get(APP)["Location"]
        assert visitor.client.get(address).context["proving"].method == "pin"
        assert visitor.client.post(address, {"code": "738147"}).status_code == 200
        assert visitor.client.get(APP).status_code == 302
        assert visitor.client.post(address, sent)["Location"] == APP
        assert visitor.client.get(APP).status_code == 200


def test_a_new_sheet_signs_out_every_other_browser(visitor, other, lan):
    let_the_next_code_go_out()
    other.sign_in(PHONE)
    assert other.is_in()
    assert visitor.client.post(SHEET).status_code == 200
    assert visitor.is_in()
    assert not other.is_in()


def test_a_passkey_opens_what_strangers_closed(visitor, other, lan):
    device = Device()
    add_device(visitor, device)
    mine = address_of(read_contact(PHONE)).digests
    for _try in range(10):
        trying.claim(TryScope.STRANGERS, mine, now=timezone.now())
    assert trying.closed_budget(TryScope.STRANGERS, mine, now=timezone.now())
    answer_at(other, "/dang-nhap/van-tay/", device)
    assert other.is_in()
    assert not trying.closed_budget(TryScope.STRANGERS, mine, now=timezone.now())
