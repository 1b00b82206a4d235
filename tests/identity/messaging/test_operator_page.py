"""What administrators see of messages and breakers, and how they move one."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from identity.accounts.contacts import Contact
from identity.audit.models import Entry
from identity.messaging import breaking, counting
from identity.messaging.models import Breaker, Message, Traffic
from identity.messaging.rules import BreakerState
from identity.sessions import staff
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/tin-nhan/"
PHONE = Contact("phone", "+84912345678")


@pytest.fixture(autouse=True)
def stopped_clock(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def yen(client, now, settings):
    """An administrator's browser, with the second factor shown."""
    client.force_login(factories.admin())
    session = client.session
    staff.open_staff_session(session, is_admin=True, now=now)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


@pytest.fixture
def block(now) -> Breaker:
    return breaking.pass_through(PHONE, is_favoured=True, now=now)


def sent(number: int, of: Breaker, at, *, converted: int = 0) -> None:
    Message.objects.bulk_create(
        Message(
            channel="sms",
            template="sign_in_code",
            about=uuid4(),
            block=of,
            created_at=at,
            sent_at=at,
            price=350,
            expires_at=at,
            converted_at=at if index < converted else None,
        )
        for index in range(number)
    )


def test_the_page_shows_figures_cost_and_states_and_no_number(yen, block, now):
    sent(8, block, now, converted=6)
    sent(2, block, now - timedelta(hours=5))
    counting.roll_up(hours=24, now=now)
    page = yen.get(PAGE).content.decode()
    assert "75 %" in page
    assert "2800 đ" in page.replace(".", "")
    assert "3500 đ" in page.replace(".", "")
    assert "0912 3• ••••" in page
    assert "91234" not in page


def test_notices_without_a_code_do_not_lower_the_share_of_codes_used(yen, block, now):
    sent(4, block, now, converted=4)
    sent(4, block, now)
    Message.objects.filter(converted_at=None).update(template="security_notice")
    counting.roll_up(hours=1, now=now)
    assert "100 %" in yen.get(PAGE).content.decode()


def test_an_empty_house_says_so(yen):
    page = yen.get(PAGE).content.decode()
    assert "30 ngày qua chưa có tin nào" in page


def test_the_cost_of_the_page_does_not_grow_with_messages(yen, block, now):
    yen.get(PAGE)
    counts = []
    for number in (5, 500):
        sent(number, block, now)
        counting.roll_up(hours=1, now=now)
        with CaptureQueriesContext(connection) as captured:
            yen.get(PAGE)
        counts.append(len(captured))
        assert not any('FROM "identity_message"' in query["sql"] for query in captured)
    assert counts[0] == counts[1]


def test_many_blocks_come_in_pages_and_the_stopped_ones_first(yen, now):
    for index in range(60):
        to = Contact("phone", f"+8491{index:03d}5678")
        one = breaking.pass_through(to, is_favoured=True, now=now)
        Traffic.objects.create(hour=now, channel="sms", block=one, sent=index + 1)
    Breaker.objects.filter(pk=one.pk).update(state=BreakerState.HELD)
    answer = yen.get(PAGE)
    assert len(answer.context["breakers"]) == 50
    assert answer.context["breakers"][0]["breaker"].pk == one.pk
    assert len(yen.get(f"{PAGE}?trang=2").context["breakers"]) == 10


def test_an_administrator_stops_a_block_and_lets_it_pass_again(yen, block):
    there = f"{PAGE}{block.uuid}/"
    assert yen.get(there).status_code == 200
    asked = yen.post(there, {})
    assert "Hãy chọn lý do." in asked.content.decode()
    assert yen.post(there, {"reason": "pumping"})["Location"] == PAGE
    block.refresh_from_db()
    assert block.state == BreakerState.HELD
    assert yen.post(there, {"reason": "pumping"}).status_code == 200
    yen.post(there, {"reason": "over"})
    block.refresh_from_db()
    assert block.state == BreakerState.CLOSED
    acts = Entry.objects.filter(act__startswith="messaging.breaker").values_list("act", flat=True)
    assert list(acts) == ["messaging.breaker_held", "messaging.breaker_closed"]


def test_whoever_is_no_administrator_finds_nothing(client, block):
    for page in (PAGE, f"{PAGE}{block.uuid}/"):
        assert client.get(page)["Location"].startswith("/dang-nhap/")
    client.force_login(factories.lan())
    for page in (PAGE, f"{PAGE}{block.uuid}/"):
        assert client.get(page).status_code == 404


def test_a_block_nobody_knows_is_not_found(yen):
    assert yen.get(f"{PAGE}{uuid4()}/").status_code == 404


def test_monitoring_reads_the_same_as_json(block, now, capsys):
    sent(4, block, now, converted=1)
    counting.roll_up(hours=1, now=now)
    call_command("messages_status")
    status = json.loads(capsys.readouterr().out)
    assert status["channels"]["sms"]["hour"]["sent"] == 4
    assert status["channels"]["sms"]["day"]["cost"] == 1400
    assert status["breaker"] == "closed"
    assert status["blocks"] == {"closed": 1}
    assert status["budgets"]["city"]["limits"]["hour"] == 5000
