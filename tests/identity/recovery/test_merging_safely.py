"""A merge is no way round a second factor, neither of the absorbed account nor of a role."""

import pytest
from django.utils import timezone

from identity.accounts.queries import kept_of
from identity.factors.pins import set_pin
from identity.recovery.merging import merge
from identity.roles.actions import GrantRefused, grant_role
from tests import factories
from tests.authenticator import Device
from tests.courses.school import browser_of
from tests.identity.recovery.people import NEW_PHONE, PHONE, code_sent_to, signed_in
from tests.identity.signin.conftest import enrolled, let_the_next_code_go_out
from tests.identity.signin.passkeys import add_device, answer_at

MERGE = "/toi/tai-khoan/gop/"
DESK = "/quan-tri/gop/moi/"
STAFF_PAGE = "/quan-tri/mo-lai-ma/"


@pytest.fixture
def lan(visitor):
    return factories.lan(contact=NEW_PHONE)


@pytest.fixture
def old(visitor):
    return factories.person("Nguyễn Lan", contact=PHONE)


def prove(browser):
    browser.post(MERGE, {"meant": PHONE})
    return browser.post(f"{MERGE}ma/", {"code": code_sent_to(PHONE)})


def test_a_code_does_not_take_over_an_account_that_an_app_protects(lan, old):
    enrolled(old)
    browser = signed_in(lan, "code:phone")
    prove(browser)
    assert browser.post(f"{MERGE}xac-nhan/")["Location"] == MERGE
    assert kept_of(old) == old


def test_a_code_does_not_take_over_an_account_that_a_passkey_protects(visitor, lan, old):
    visitor.sign_in(PHONE)
    assert add_device(visitor, Device()).status_code == 302
    let_the_next_code_go_out()
    browser = signed_in(lan, "code:phone")
    prove(browser)
    assert browser.post(f"{MERGE}xac-nhan/")["Location"] == MERGE
    assert kept_of(old) == old


def test_a_pin_is_asked_where_there_is_one_and_is_not_enough_beside_an_app(lan, old):
    set_pin(person=old, pin="4826", by=old, now=timezone.now())
    browser = signed_in(lan, "code:phone")
    assert prove(browser)["Location"] == f"{MERGE}ma-pin/"
    enrolled(old)
    browser.post(f"{MERGE}ma-pin/", {"pin": "4826"})
    assert browser.post(f"{MERGE}xac-nhan/")["Location"] == MERGE
    assert kept_of(old) == old


def test_a_seat_nobody_has_is_kept_nowhere(lan, old):
    set_pin(person=old, pin="4826", by=old, now=timezone.now())
    browser = signed_in(lan, "code:phone")
    prove(browser)
    browser.post(f"{MERGE}ma-pin/", {"who": "9" * 100_000, "pin": ""})
    assert browser.session["merge_seat"] == ""


def test_the_passkey_of_an_absorbed_account_opens_no_staff_page(visitor, other, lan, old):
    visitor.sign_in(PHONE)
    device = Device()
    assert add_device(visitor, device).status_code == 302
    boss = enrolled(factories.admin(contact="sep@example.vn"))
    second = factories.admin(contact="pho@example.vn")
    merge(absorbed=old, kept=boss, by=second, now=timezone.now())
    assert answer_at(other, "/dang-nhap/van-tay/", device)["Location"] == "/dang-nhap/xac-thuc/"
    assert not other.is_in()
    assert other.client.get(STAFF_PAGE).status_code == 302


def test_a_manager_joins_nothing_to_the_account_of_somebody_with_a_role(lan, old):
    quang = factories.quang()
    factories.granted(lan, "trainer", factories.HOME)
    desk = browser_of(quang, second_factor=True, now=timezone.now())
    form = {"kept": NEW_PHONE, "absorbed": PHONE, "papers": "on", "sure": "1"}
    assert desk.post(DESK, form).status_code == 200
    assert kept_of(old) == old


def test_an_absorbed_account_is_given_no_role(lan, old):
    now = timezone.now()
    merge(absorbed=old, kept=lan, by=lan, now=now)
    with pytest.raises(GrantRefused) as refused:
        grant_role(by=None, person=old, role="admin", now=now)
    assert refused.value.code == "merged"
