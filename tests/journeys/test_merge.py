"""Bác Lan has an account from last year and a new one: she, or the commune's manager, makes them one."""

import pytest
from django.utils import timezone

from identity.accounts import sharing
from identity.accounts.models import Alias
from identity.accounts.queries import kept_of
from identity.audit.models import Entry
from identity.factors import cards, pins
from identity.factors.cardsecrets import face_of
from tests import factories
from tests.courses.school import browser_of
from tests.identity.recovery.conftest import _nothing_was_sent  # noqa: F401
from tests.identity.recovery.people import (
    NEW_PHONE,
    PHONE,
    code_sent_to,
    messages_to,
    signed_in,
)
from tests.identity.signin.conftest import Visitor, let_the_next_code_go_out

pytestmark = pytest.mark.django_db
MERGE = "/toi/tai-khoan/gop/"


@pytest.fixture
def lan():
    return factories.lan(contact=NEW_PHONE)


@pytest.fixture
def old():
    return factories.person("Nguyễn Lan", contact=PHONE)


def at_home(person):
    return signed_in(person, "code:phone")


def prove(browser, contact=PHONE):
    browser.post(MERGE, {"meant": contact})
    return browser.post(f"{MERGE}ma/", {"code": code_sent_to(contact)})


def share(first, second):
    """Both are on the number of the first, each with a nickname."""
    now = timezone.now()
    holding = first.holdings.get()
    sharing.choose_nickname(holding=holding, nickname="Mẹ", by=first, now=now)
    invitation = sharing.invite(holding=holding, by=first, now=now)
    sharing.join(person=second, invitation=invitation.uuid, nickname="Hòa", now=now)


def staff(person):
    return browser_of(person, second_factor=True, now=timezone.now())


def test_with_a_code_to_the_other_number_two_accounts_become_one_and_two_again(lan, old):
    browser, elsewhere = at_home(lan), at_home(old)
    assert prove(browser)["Location"] == f"{MERGE}xac-nhan/"
    assert old.name in browser.get(f"{MERGE}xac-nhan/").content.decode()
    assert browser.post(f"{MERGE}xac-nhan/")["Location"] == MERGE
    assert kept_of(old) == lan
    assert browser.get("/toi/tai-khoan/").status_code == 200
    assert elsewhere.get("/toi/tai-khoan/").status_code == 302
    assert messages_to(PHONE, "security_notice")
    assert messages_to(NEW_PHONE, "security_notice")
    undo = f"{MERGE}{Alias.objects.get().uuid}/tach/"
    assert undo in browser.get(MERGE).content.decode()
    assert browser.get(undo).status_code == 200
    assert browser.post(undo)["Location"] == MERGE
    assert kept_of(old) == old
    assert browser.post(undo).status_code == 404


def test_the_old_number_opens_the_kept_account(lan, old):
    browser = at_home(lan)
    prove(browser)
    browser.post(f"{MERGE}xac-nhan/")
    let_the_next_code_go_out()
    visitor = Visitor()
    visitor.ask(PHONE)
    visitor.enter(code_sent_to(PHONE))
    assert lan.name in visitor.client.get("/toi/tai-khoan/").content.decode()


def test_a_card_and_its_pin_prove_the_other_account(lan):
    minh, now = factories.minh(), timezone.now()
    old = factories.person("Nguyễn Lan")
    card = cards.issue_card(person=old, by=minh, now=now)
    pins.set_pin(person=old, pin="2846", kind="digits", by=minh, now=now)
    browser = at_home(lan)
    number = face_of(card, old).number
    assert browser.post(MERGE, {"meant": number})["Location"] == f"{MERGE}ma-pin/"
    assert browser.post(f"{MERGE}ma-pin/", {"pin": "9173"}).status_code == 200
    assert browser.post(f"{MERGE}ma-pin/", {"pin": "2846"})["Location"] == f"{MERGE}xac-nhan/"
    browser.post(f"{MERGE}xac-nhan/")
    assert kept_of(old) == lan


def tap(browser, *pictures):
    """One form for each tap; what the last one was answered with."""
    for taps in range(len(pictures)):
        picked = "-".join(pictures[:taps])
        answer = browser.post(f"{MERGE}ma-pin/", {"picked": picked, "picture": pictures[taps]})
    return answer


def test_three_pictures_of_a_card_prove_the_other_account(lan):
    minh, now = factories.minh(), timezone.now()
    old = factories.person("Nguyễn Lan")
    card = cards.issue_card(person=old, by=minh, now=now)
    pins.set_pin(person=old, pin="3-11-7", kind="pictures", by=minh, now=now)
    browser = at_home(lan)
    browser.post(MERGE, {"meant": face_of(card, old).number})
    assert 'name="picture"' in browser.get(f"{MERGE}ma-pin/").content.decode()
    assert 'role="alert"' in tap(browser, "3", "11", "8").content.decode()
    assert tap(browser, "3", "11", "7")["Location"] == f"{MERGE}xac-nhan/"
    browser.post(f"{MERGE}xac-nhan/")
    assert kept_of(old) == lan


def test_on_a_shared_number_she_says_who_she_is_and_taps(lan, old):
    beside_her = factories.person("Trần Văn Hòa")
    share(old, beside_her)
    now = timezone.now()
    pins.set_pin(person=old, pin="3-11-7", kind="pictures", by=old, now=now)
    pins.set_pin(person=beside_her, pin="2846", kind="digits", by=beside_her, now=now)
    browser = at_home(lan)
    assert prove(browser)["Location"] == f"{MERGE}ma-pin/"
    assert 'name="picture"' not in browser.get(f"{MERGE}ma-pin/").content.decode()
    seat = str(old.holdings.get().seat)
    chosen = browser.post(f"{MERGE}ma-pin/", {"who": seat, "pin": ""})
    assert 'name="picture"' in chosen.content.decode()
    assert tap(browser, "3", "11", "7")["Location"] == f"{MERGE}xac-nhan/"
    browser.post(f"{MERGE}xac-nhan/")
    assert kept_of(old) == lan
    assert kept_of(beside_her) == beside_her


def test_without_the_proof_of_the_other_account_nothing_is_joined(lan, old):
    browser = at_home(lan)
    assert browser.post(f"{MERGE}xac-nhan/")["Location"] == MERGE
    browser.post(MERGE, {"meant": PHONE})
    assert browser.post(f"{MERGE}xac-nhan/")["Location"] == MERGE
    wrong = "000000" if code_sent_to(PHONE) != "000000" else "111111"
    assert browser.post(f"{MERGE}ma/", {"code": wrong}).status_code == 200
    assert not Alias.objects.exists()


def test_a_stale_proof_of_oneself_is_asked_again(lan, old):
    browser = signed_in(lan)
    assert browser.get(MERGE)["Location"].startswith("/dang-nhap/xac-nhan/")


def test_an_account_with_a_role_is_not_absorbed(lan):
    minh = factories.minh(contact=PHONE)
    browser = at_home(lan)
    prove(browser)
    browser.post(f"{MERGE}xac-nhan/")
    assert kept_of(minh) == minh


def test_the_manager_joins_what_papers_prove_and_can_part_it(lan, old):
    quang = factories.quang()
    desk = staff(quang)
    form = {"kept": NEW_PHONE, "absorbed": PHONE, "papers": "on"}
    page = desk.post("/quan-tri/gop/moi/", form)
    assert lan.name in page.content.decode()
    assert not Alias.objects.exists()
    assert Entry.objects.filter(act="merge.people.seen", by=quang).exists()
    assert desk.post("/quan-tri/gop/moi/", form | {"sure": "1"})["Location"] == "/quan-tri/gop/"
    assert kept_of(old) == lan
    assert lan.name in desk.get("/quan-tri/gop/").content.decode()
    part = f"/quan-tri/gop/{Alias.objects.get().uuid}/tach/"
    assert desk.get(part).status_code == 200
    assert desk.post(part)["Location"] == "/quan-tri/gop/"
    assert kept_of(old) == old


def test_a_manager_cannot_touch_the_people_of_another_commune_and_a_trainer_nobody(lan):
    abroad = factories.person(contact=PHONE, commune_code=factories.ELSEWHERE)
    desk = staff(factories.quang())
    form = {"kept": NEW_PHONE, "absorbed": PHONE, "papers": "on", "sure": "1"}
    answer = desk.post("/quan-tri/gop/moi/", form)
    unknown = desk.post("/quan-tri/gop/moi/", form | {"absorbed": "0912 999 888"})
    assert answer.content.count(b"#id_absorbed") == unknown.content.count(b"#id_absorbed") == 1
    assert kept_of(abroad) == abroad
    assert staff(factories.minh()).get("/quan-tri/gop/").status_code == 404
