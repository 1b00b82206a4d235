"""When no code can go out: what the page says, what else it offers, and the way back."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from identity.accounts import actions as accounts
from identity.accounts.contacts import read_contact
from identity.accounts.models import Holding
from identity.codes.models import Challenge
from identity.messaging.channels.file import FileChannel
from identity.messaging.channels.outgoing import Unreachable
from identity.messaging.models import Breaker
from identity.messaging.rules import BreakerState
from identity.outbox import actions as outbox
from tests import factories
from tests.identity.codes.doors import wrong_code
from tests.identity.signin.conftest import PHONE

NEW_CODE_SOON = "Khoảng một phút nữa bác có thể xin mã mới."


@pytest.fixture(autouse=True)
def clock(now):
    """A clock that stands still."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def vendor_down(monkeypatch):
    def refuse(_channel, _message):
        raise Unreachable("down")

    monkeypatch.setattr(FileChannel, "send", refuse)


def text(answer) -> str:
    return answer.content.decode()


def test_after_five_wrong_codes_the_page_says_when_a_new_one_can_go_out(visitor):
    visitor.ask(PHONE)
    for _ in range(5):
        page = visitor.enter(wrong_code(Challenge.objects.get().uuid))
    assert NEW_CODE_SOON in text(page)
    assert "Gửi mã mới" in text(page)


def test_who_asks_too_soon_finds_back_and_gets_the_code_a_minute_later(visitor, clock, now):
    visitor.ask(PHONE)
    for _ in range(5):
        visitor.enter(wrong_code(Challenge.objects.get().uuid))
    refused = visitor.client.post("/dang-nhap/ma/gui-lai/")
    assert refused.status_code == 429
    assert 'href="/dang-nhap/ma/"' in text(refused)
    clock.move_to(now + timedelta(minutes=1))
    visitor.client.post("/dang-nhap/ma/gui-lai/")
    assert Challenge.objects.count() == 2
    assert visitor.client.get("/dang-nhap/ma/").status_code == 200


def test_the_wait_page_asks_again_for_the_same_number(visitor, other, clock, now):
    other.ask(PHONE)
    refused = visitor.ask(PHONE, "/lop/")
    assert refused.status_code == 429
    assert 'name="contact" value="0912 345 678"' in text(refused)
    assert 'name="next" value="/lop/"' in text(refused)
    clock.move_to(now + timedelta(minutes=1))
    assert visitor.ask("0912 345 678", "/lop/").status_code == 302


def test_who_is_refused_for_others_sake_is_told_when_and_what_else_there_is(visitor, settings):
    settings.MESSAGE_LIMITS = {**settings.MESSAGE_LIMITS, "city": (0, 100)}
    refused = visitor.ask(PHONE)
    assert refused.status_code == 429
    assert "10:00" in text(refused)
    for way in ("/dang-nhap/", "/dang-nhap/van-tay/", "/dang-nhap/the/", "/khoa-hoc/"):
        assert f'href="{way}"' in text(refused)
    assert refused["Retry-After"] == "3600"
    assert Challenge.objects.count() == 0


def test_an_email_goes_out_while_text_messages_are_stopped(visitor, now):
    Breaker.objects.create(digest="", state=BreakerState.HELD, since=now)
    refused = visitor.ask(PHONE)
    assert "đang tạm dừng" in text(refused)
    assert "Retry-After" not in refused
    assert visitor.ask("lan@vidu.vn").status_code == 302


def test_a_known_browser_gets_its_code_while_text_messages_are_stopped(visitor, clock, now):
    factories.person(contact=PHONE)
    visitor.sign_in(PHONE)
    visitor.client.post("/dang-xuat/")
    Breaker.objects.create(digest="", state=BreakerState.HELD, since=now)
    clock.move_to(now + timedelta(minutes=1))
    assert visitor.ask(PHONE)["Location"] == "/dang-nhap/ma/"


def test_known_and_unknown_are_refused_alike(visitor, other, settings):
    factories.person(contact=PHONE)
    settings.MESSAGE_LIMITS = {**settings.MESSAGE_LIMITS, "city": (0, 0)}
    known, unknown = visitor.ask(PHONE), other.ask("0987 654 321")
    assert text(known).replace("0912 345 678", "").count("<li>") == text(unknown).count("<li>")
    assert (known.status_code, set(known.headers)) == (unknown.status_code, set(unknown.headers))


def test_a_vendor_that_is_down_holds_nobody_up_and_the_page_offers_other_ways(visitor, vendor_down):
    assert visitor.ask(PHONE).status_code == 302
    assert "Tin nhắn chưa gửi được" not in text(visitor.client.get("/dang-nhap/ma/"))
    outbox.keep_due(now=timezone.now)
    page = text(visitor.client.get("/dang-nhap/ma/"))
    assert "Tin nhắn chưa gửi được" in page
    assert 'href="/dang-nhap/the/"' in page


def test_a_code_that_also_went_by_email_opens_and_does_not_prove_the_number(
    visitor, settings, monkeypatch, now
):
    three_days_ago = now - timedelta(days=3)
    lan = factories.lan(contact=PHONE, proved_at=three_days_ago)
    email = read_contact("lan@vidu.vn")
    accounts.hold_contact(person=lan, contact=email, now=three_days_ago)
    well = FileChannel.send

    def only_email(channel, message):
        if message.kind == "sms":
            raise Unreachable("down")
        return well(channel, message)

    monkeypatch.setattr(FileChannel, "send", only_email)
    visitor.ask(PHONE)
    with time_machine.travel(now + timedelta(seconds=20), tick=False) as later:
        outbox.keep_due(now=timezone.now)
        later.shift(10)
        answer = visitor.enter(visitor.newest_code())
    assert answer["Location"] == "/toi/"
    number = Holding.objects.get(person=lan, identifier__kind="phone")
    assert number.proved_at == three_days_ago
