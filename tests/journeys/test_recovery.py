"""Bác Lan has lost number, e-mail and card: from home in three days, at the desk in one, or stopped."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from identity.accounts.contacts import read_contact
from identity.accounts.queries import contacts_of, holder_of
from identity.audit.models import Entry
from identity.recovery import finishing
from identity.recovery.models import RecoveryRequest
from tests import factories
from tests.courses.school import browser_of
from tests.identity.recovery.conftest import _nothing_was_sent  # noqa: F401
from tests.identity.recovery.people import (
    NEW_PHONE,
    PHONE,
    code_sent_to,
    messages_to,
    sent,
    signed_in,
)

pytestmark = pytest.mark.django_db
LOST, CODE, NOTED = (f"/dang-nhap/mat-het/{page}" for page in ("", "ma/", "da-ghi/"))


@pytest.fixture
def lan():
    return factories.lan(contact=PHONE)


def ask(meant=PHONE, contact=NEW_PHONE):
    """The two pages from home; where they led."""
    browser = Client()
    browser.post(LOST, {"meant": meant, "contact": contact})
    return browser.post(CODE, {"code": code_sent_to(contact)})


def staff(person):
    return browser_of(person, second_factor=True, now=timezone.now())


def wait(**time):
    """The clock goes on by so much, and everything due is kept."""
    with time_machine.travel(timezone.now() + timedelta(**time)):
        finishing.sweep(now=timezone.now())
        sent()


def test_from_home_she_gets_her_account_back_after_three_days(lan):
    answer = ask()
    assert answer["Location"] == NOTED
    assert "ba ngày" in Client().get(NOTED).content.decode()
    [warning] = messages_to(PHONE, "security_notice")
    assert "http" not in warning["text"]
    wait(hours=71)
    assert contacts_of(lan) == [read_contact(PHONE)]
    wait(hours=73)
    assert holder_of(read_contact(NEW_PHONE)) == lan
    assert holder_of(read_contact(PHONE)) is None
    assert messages_to(NEW_PHONE, "account_back")


def test_known_and_unknown_accounts_get_the_same_answer(lan):
    pages = []
    for meant, contact in ((PHONE, "0983222111"), ("0912 999 888", "0983222112")):
        browser = Client()
        first = browser.post(LOST, {"meant": meant, "contact": contact})
        second = browser.post(CODE, {"code": code_sent_to(contact)})
        pages.append((first.status_code, second.status_code, second["Location"]))
        pages.append(sorted(browser.cookies))
        assert browser.get(NOTED).content == Client().get(NOTED).content
    assert pages[:2] == pages[2:]


def test_she_finds_the_request_in_an_open_session_and_stops_it(lan):
    browser = signed_in(lan)
    ask()
    sent()
    page = browser.get("/toi/tai-khoan/khoi-phuc/").content.decode()
    asked = RecoveryRequest.objects.get()
    assert str(asked.uuid) in page
    assert browser.post(f"/toi/tai-khoan/khoi-phuc/{asked.uuid}/dung/").status_code == 302
    wait(hours=80)
    assert contacts_of(lan) == [read_contact(PHONE)]
    stranger = signed_in(factories.person())
    assert stranger.post(f"/toi/tai-khoan/khoi-phuc/{asked.uuid}/dung/").status_code == 404


def test_that_was_not_me_stops_it_from_any_address(lan):
    ask()
    [warning] = messages_to(PHONE, "security_notice")
    digits = " ".join(word for word in warning["text"].replace(".", " ").split() if word.isdigit())
    reply = digits[-14:]
    Client().post("/khong-phai-toi/", {"reply": reply, "code": reply})
    wait(hours=80)
    assert contacts_of(lan) == [read_contact(PHONE)]
    assert RecoveryRequest.objects.get().state == "cancelled"


def test_at_the_desk_two_who_saw_her_make_it_a_day(lan):
    minh, quang = factories.minh(), factories.quang()
    desk = staff(minh)
    form = {"meant": PHONE, "contact": NEW_PHONE, "papers": "on"}
    assert desk.post("/quan-tri/khoi-phuc/moi/", form).status_code == 302
    answer = desk.post("/quan-tri/khoi-phuc/moi/ma/", {"code": code_sent_to(NEW_PHONE)})
    assert answer["Location"] == "/quan-tri/khoi-phuc/"
    asked = RecoveryRequest.objects.get()
    colleague = staff(quang)
    assert lan.name in colleague.get("/quan-tri/khoi-phuc/").content.decode()
    seen = Entry.objects.filter(act="recovery.requests.seen", by=quang).first()
    assert [subject.person_id for subject in seen.subjects.all()] == [lan.pk]
    confirm = f"/quan-tri/khoi-phuc/{asked.uuid}/xac-nhan/"
    assert colleague.get(confirm).status_code == 200
    assert colleague.post(confirm, {}).status_code == 200
    assert asked.confirmations.count() == 1
    assert colleague.post(confirm, {"papers": "on"}).status_code == 302
    wait(hours=23)
    assert contacts_of(lan) == [read_contact(PHONE)]
    wait(hours=25)
    assert contacts_of(lan) == [read_contact(NEW_PHONE)]


def test_staff_of_another_commune_find_nothing_and_leave_an_entry(lan):
    hoa = factories.hoa()
    ask()
    sent()
    asked, elsewhere = RecoveryRequest.objects.get(), staff(hoa)
    assert lan.name not in elsewhere.get("/quan-tri/khoi-phuc/").content.decode()
    for act in ("xac-nhan", "tu-choi"):
        assert elsewhere.get(f"/quan-tri/khoi-phuc/{asked.uuid}/{act}/").status_code == 404
    form = {"meant": PHONE, "contact": "0983222113", "papers": "on"}
    answer = elsewhere.post("/quan-tri/khoi-phuc/moi/", form)
    unknown = elsewhere.post("/quan-tri/khoi-phuc/moi/", form | {"meant": "0912 999 888"})
    assert answer.status_code == unknown.status_code == 200
    assert Entry.objects.filter(act="recovery.look_up_refused", by=hoa).count() == 2
    assert elsewhere.get(f"/quan-tri/khoi-phuc/moi/{lan.uuid}/").status_code == 404


def test_a_trainer_refuses_a_stranger_with_one_more_question(lan):
    desk = staff(factories.minh())
    ask()
    sent()
    address = f"/quan-tri/khoi-phuc/{RecoveryRequest.objects.get().uuid}/tu-choi/"
    assert desk.get(address).status_code == 200
    assert RecoveryRequest.objects.get().state == "waiting"
    assert desk.post(address)["Location"] == "/quan-tri/khoi-phuc/"
    assert RecoveryRequest.objects.get().state == "refused"


def test_a_learner_from_the_class_list_is_asked_for_by_name(lan):
    desk = staff(factories.minh())
    address = f"/quan-tri/khoi-phuc/moi/{lan.uuid}/"
    assert lan.name in desk.get(address).content.decode()
    assert Entry.objects.filter(act="recovery.requests.seen").exists()
    desk.post(address, {"contact": NEW_PHONE, "papers": "on"})
    desk.post("/quan-tri/khoi-phuc/moi/ma/", {"code": code_sent_to(NEW_PHONE)})
    assert RecoveryRequest.objects.get().person == lan


def test_what_is_wrong_is_said_at_once_and_the_same_address_twice_is_no_loss():
    answer = Client().post(LOST, {"meant": "", "contact": "abc"})
    assert answer.content.decode().count('href="#id_') == 2
    answer = Client().post(LOST, {"meant": PHONE, "contact": "+84 912 345 678"})
    assert answer.status_code == 200
    assert 'href="#id_contact"' in answer.content.decode()


def test_citizens_and_strangers_do_not_find_the_desk(lan):
    assert Client().get("/quan-tri/khoi-phuc/").status_code == 302
    assert signed_in(lan).get("/quan-tri/khoi-phuc/").status_code == 404
