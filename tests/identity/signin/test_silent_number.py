"""P6: a number that was silent for thirty days opens nothing old and tells nothing of it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.progress.models import PersonCourse
from identity.accounts.actions import hold_contact
from identity.accounts.contacts import read_contact
from identity.accounts.models import Holding, Person
from identity.accounts.queries import holder_of
from identity.codes import actions as codes
from identity.codes import browsers
from identity.codes.browsers import Browser
from identity.codes.models import BrowserUse, KnownBrowser
from identity.outbox import actions as outbox
from identity.outbox.models import Job
from identity.security.models import SecurityEvent
from identity.signin import silence
from identity.signin.familiar import NOTED_KEY
from tests import factories
from tests.identity.signin.conftest import PHONE, let_the_next_code_go_out

NAME, EMAIL = "Đoàn Thị Xưa", "doan.xua@example.vn"
PAGES = (
    "/dang-nhap/ho-so/",
    "/dang-nhap/mo-lai/",
    "/dang-nhap/mo-lai/ung-dung/",
    "/dang-nhap/mo-lai/ma-du-phong/",
    "/dang-nhap/mo-lai/thu/",
    "/dang-nhap/mo-lai/van-tay/",
    "/dang-nhap/ai/",
    "/",
    "/khoa-hoc/",
    "/toi/",
    "/toi/tai-khoan/",
    "/toi/tai-khoan/lien-he/",
    "/toi/tai-khoan/thiet-bi/",
    "/lop/tham-gia/",
    "/api/v1/session",
    "/api/v1/me",
    "/api/v1/me/progress",
)
MASKED = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|<!-- [a-z0-9]* -->')


@pytest.fixture
def former(visitor) -> Person:
    """Somebody whose number was last proved 31 days ago; she had an e-mail address as well."""
    ago = timezone.now() - timedelta(days=31)
    person = factories.person(NAME, contact=PHONE, proved_at=ago)
    hold_contact(person=person, contact=read_contact(EMAIL), now=ago)
    return person


def shown(client: Client, page: str) -> str:
    return MASKED.sub("", client.get(page).content.decode())


def tells_of(text: str, person: Person) -> bool:
    told = (NAME, "Xưa", EMAIL, "d•••", str(person.uuid))
    return any(word in text for word in told)


def test_the_newcomer_sees_the_same_bytes_as_with_a_number_nobody_ever_had(visitor, other, former):
    assert visitor.sign_in(PHONE)["Location"] == "/dang-nhap/ho-so/"
    assert other.sign_in("0912 000 777")["Location"] == "/dang-nhap/ho-so/"
    for page in PAGES[:6]:
        assert shown(visitor.client, page) == shown(other.client, page), page


def test_nothing_old_is_in_any_answer_before_and_after_the_number_is_taken(visitor, former):
    visitor.sign_in(PHONE)
    before = [shown(visitor.client, page) for page in PAGES]
    visitor.introduce(name="Trần Thị Mới")
    assert visitor.is_in()
    after = [shown(visitor.client, page) for page in PAGES]
    assert not [text for text in before + after if tells_of(text, former)]
    newcomer = holder_of(read_contact(PHONE))
    assert newcomer != former
    assert not PersonCourse.objects.filter(person=newcomer).exists()


def test_taking_the_number_ends_what_it_opened_and_tells_the_other_addresses_alone(visitor, former):
    old = Client()
    old.force_login(former)
    assert old.get("/api/v1/me").status_code == 200
    visitor.sign_in(PHONE)
    visitor.introduce()
    assert old.get("/api/v1/me").status_code == 401
    lost = Holding.objects.get(person=former, identifier__kind="phone")
    assert lost.ended_reason == "passed_on"
    assert Job.objects.filter(topic="identity.contact_passed_on").count() == 1
    outbox.keep_due(now=timezone.now)
    event = SecurityEvent.objects.get(person=former)
    assert event.kind == "recycled"
    assert [notice.holding.identifier.kind for notice in event.notices.all()] == ["email"]


def test_the_former_owners_record_stays_and_her_email_still_opens_it(visitor, other, former):
    visitor.sign_in(PHONE)
    visitor.introduce()
    outbox.keep_due(now=timezone.now)
    other.sign_in(EMAIL)
    assert other.is_in()
    assert NAME in other.client.get("/toi/tai-khoan/").content.decode()


def test_known_browsers_of_the_former_owner_die_and_the_newcomers_stays(visitor, former):
    contact, now = read_contact(PHONE), timezone.now()
    codes.remember_browser(contact=contact, browser=Browser(binding="old"), now=now)
    visitor.sign_in(PHONE)
    visitor.introduce()
    assert KnownBrowser.objects.filter(revoked_at=None).count() == 1


def test_a_browser_she_used_within_thirty_days_is_the_second_proof(visitor):
    lan = factories.lan(contact=PHONE)
    visitor.sign_in(PHONE)
    assert visitor.is_in()
    assert BrowserUse.objects.get(person=lan).revoked_at is None
    visitor.client.post("/dang-xuat/")
    lan.holdings.update(proved_at=timezone.now() - timedelta(days=31))
    let_the_next_code_go_out()
    visitor.sign_in(PHONE)
    assert visitor.is_in()
    assert not lan.holdings.get().is_silent(timezone.now())


def test_a_browser_she_last_used_longer_ago_is_none(visitor):
    lan = factories.lan(contact=PHONE)
    visitor.sign_in(PHONE)
    visitor.client.post("/dang-xuat/")
    ago = timezone.now() - timedelta(days=31)
    lan.holdings.update(proved_at=ago)
    BrowserUse.objects.update(seen_at=ago)
    let_the_next_code_go_out()
    assert visitor.sign_in(PHONE)["Location"] == "/dang-nhap/ho-so/"


def test_a_shared_device_is_never_the_second_proof(visitor):
    lan = factories.lan(contact=PHONE)
    visitor.ask(PHONE)
    visitor.client.post("/dang-nhap/ma/", {"code": visitor.newest_code(), "device": "shared"})
    assert visitor.is_in()
    assert not BrowserUse.objects.filter(person=lan).exists()


def test_use_is_written_down_once_a_day_and_the_cookie_is_renewed(visitor):
    lan = factories.lan(contact=PHONE)
    visitor.sign_in(PHONE)
    yesterday = timezone.now() - timedelta(days=1)
    BrowserUse.objects.update(seen_at=yesterday)
    session = visitor.client.session
    session[NOTED_KEY] = f"{yesterday:%Y-%m-%d}"
    session.save()
    first = visitor.client.get("/toi/")
    assert first.cookies["browser"]["max-age"] == 30 * 24 * 3600
    seen = BrowserUse.objects.get(person=lan).seen_at
    assert seen > yesterday
    assert "browser" not in visitor.client.get("/toi/").cookies
    assert BrowserUse.objects.get(person=lan).seen_at == seen


def test_who_proved_it_meanwhile_is_not_opened_by_an_older_code(visitor, former):
    visitor.sign_in(PHONE)
    former.holdings.update(proved_at=timezone.now())
    assert visitor.introduce().status_code == 409
    assert not visitor.is_in()
    assert holder_of(read_contact(PHONE)) == former


def test_a_code_that_went_by_email_as_well_does_not_take_the_number(visitor, former, monkeypatch):
    monkeypatch.setattr("identity.signin.views.asked_codes.went_by_email", lambda _asked: True)
    assert visitor.sign_in(PHONE).status_code == 200
    assert visitor.introduce().status_code == 200
    assert holder_of(read_contact(PHONE)) == former


def test_a_number_proved_thirty_days_ago_is_not_silent_yet(visitor):
    almost = timezone.now() - timedelta(days=29, hours=23)
    factories.lan(contact=PHONE, proved_at=almost)
    visitor.sign_in(PHONE)
    assert visitor.is_in()


def test_whether_a_silent_number_had_an_owner_costs_no_query_more(visitor, former):
    browser = Browser(binding="here", token=browsers.named(Browser(binding="here")).token)
    with CaptureQueriesContext(connection) as had:
        silence.openable(contact=read_contact(PHONE), browser=browser, now=timezone.now())
    with CaptureQueriesContext(connection) as never:
        silence.openable(contact=read_contact("0977 000 111"), browser=browser, now=timezone.now())
    assert len(had) == len(never)
