"""A failed message: what follows it, once, and never two copies by one channel."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from identity.accounts import actions as accounts
from identity.accounts.contacts import read_contact
from identity.accounts.models import Guardianship, Person
from identity.codes import actions as codes
from identity.codes.browsers import Browser
from identity.codes.models import Purpose
from identity.messaging import actions as messaging
from identity.messaging import following, queries, receipts
from identity.messaging.channels.outgoing import Undeliverable, Unreachable
from identity.messaging.models import Message
from identity.messaging.receipts import Report
from identity.messaging.rules import STATE_MOVES, Failure, MessageState, Step, next_step
from identity.outbox import actions as outbox
from identity.outbox.models import Job
from tests import factories
from tests.identity.codes.doors import LAN, Door, right_code

pytestmark = pytest.mark.django_db
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
CODE_ASKED = "identity.code_asked"


@pytest.mark.parametrize(
    ("failure", "attempt", "then", "step"),
    [
        (Failure.REPORTED, 1, ["zns", "email"], Step("sms", 2)),
        (Failure.REPORTED, 2, ["zns", "email"], Step("zns", 1)),
        (Failure.REPORTED, 2, [], None),
        (Failure.UNREACHABLE, 1, ["zns"], Step("zns", 1)),
        (Failure.REFUSED, 1, ["email"], Step("email", 1)),
        (Failure.SILENT, 1, ["zns"], Step("zns", 1)),
        (Failure.SILENT, 1, [], None),
    ],
)
def test_what_follows_which_failure(failure, attempt, then, step):
    assert next_step(failure, channel="sms", attempt=attempt, then=then) == step


def test_what_was_delivered_stays_delivered():
    assert STATE_MOVES[MessageState.DELIVERED] == frozenset()


@pytest.fixture(autouse=True)
def own_outbox_file(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.ZNS_CHANNEL = "file"


class Fake:
    """A channel whose vendor answers with receipts; `answers` are raised first."""

    def __init__(self, name, *answers, receipts=True):
        self.name, self.answers, self.sent = name, list(answers), []
        self.is_repeatable, self.gives_receipts = True, receipts

    def send(self, message):
        if self.answers:
            raise self.answers.pop(0)
        self.sent.append(message)
        return f"{self.name}-{len(self.sent)}"


@pytest.fixture
def ways(monkeypatch):
    """SMS, Zalo and e-mail as fakes; a test gives them their moods."""
    fakes = {kind: Fake(kind) for kind in ("sms", "zns", "email")}
    fakes["email"].gives_receipts = False
    monkeypatch.setattr(messaging, "channel_for", lambda kind: fakes[kind])
    return fakes


def keep(now) -> None:
    """Whatever is due by now, as the workers would."""
    with time_machine.travel(now, tick=False):
        outbox.keep_due(now=timezone.now)


def promised(now) -> Message:
    Door().ask(now)
    return Message.objects.get()


def report(message: Message, arrived: bool, now, number: int = 1) -> None:
    said = Report(f"r-{message.pk}-{number}", message.uuid, "", arrived)
    receipts.take(said, via="sms", now=now)


def sent(ways) -> dict[str, int]:
    return {kind: len(fake.sent) for kind, fake in ways.items() if fake.sent}


def test_a_vendor_that_is_down_twice_brings_in_zalo_and_is_not_asked_for_a_copy(now, ways):
    ways["sms"].answers = [Unreachable("down")] * 2
    promised(now)
    keep(now)
    assert sent(ways) == {}
    keep(now + 6 * SECOND)
    assert sent(ways) == {"zns": 1}
    keep(now + 60 * SECOND)
    assert sent(ways) == {"zns": 1}
    assert Message.objects.get(channel="sms").dropped_reason == "replaced"


def test_both_down_and_without_an_email_the_first_to_heal_sends_once(now, ways):
    ways["sms"].answers = [Unreachable("down")] * 4
    ways["zns"].answers = [Unreachable("down")] * 99
    promised(now)
    for seconds in (0, 6, 20, 45, 90, 180, 300):
        keep(now + seconds * SECOND)
    assert sent(ways) == {"sms": 1}
    assert Message.objects.get(channel="email").dropped_reason == "no_address"


def with_email(now, proved_at) -> Person:
    """Bác Lan with a number, proved then, and an e-mail."""
    lan = factories.lan(contact="0912345678", proved_at=proved_at)
    accounts.hold_contact(person=lan, contact=read_contact("lan@vidu.vn"), now=proved_at)
    return lan


def test_the_same_code_goes_to_the_email_of_the_same_person(now, ways):
    with_email(now, now - timedelta(days=3))
    ways["sms"].answers = [Undeliverable("no")]
    ways["zns"].answers = [Undeliverable("no")]
    challenge = Door().ask(now)
    keep(now)
    (email,) = ways["email"].sent
    assert email.to == "lan@vidu.vn"
    assert email.params["code"] == right_code(challenge)
    assert queries.went_by_email(challenge)


@pytest.mark.parametrize("why", ["silent", "unknown", "child", "new_number"])
def test_no_email_stands_in_where_it_would_prove_nothing(now, ways, why):
    lan = with_email(now, now - timedelta(days=31 if why == "silent" else 3))
    if why == "child":
        minh = factories.minh()
        Guardianship.objects.create(child=lan, guardian=minh, by=minh, since=now)
    to = read_contact("0987654321") if why == "unknown" else LAN
    purpose = Purpose.CHANGE_CONTACT if why == "new_number" else Purpose.SIGN_IN
    ways["sms"].answers = [Undeliverable("no")]
    ways["zns"].answers = [Undeliverable("no")]
    codes.request(contact=to, purpose=purpose, browser=Browser("b"), network="203.0.113.9", now=now)
    keep(now)
    assert sent(ways) == {}


def test_a_reported_failure_is_tried_once_more_and_then_by_zalo(now, ways):
    first = promised(now)
    keep(now)
    report(first, False, now + 5 * SECOND)
    keep(now + 6 * SECOND)
    assert sent(ways) == {"sms": 2}
    second = Message.objects.get(attempt=2)
    report(second, False, now + 9 * SECOND)
    keep(now + 10 * SECOND)
    assert sent(ways) == {"sms": 2, "zns": 1}
    assert first.uuid != second.uuid


def test_two_reports_of_one_failure_make_one_successor(now, ways):
    first = promised(now)
    keep(now)
    for number in range(4):
        report(first, False, now + 5 * SECOND, number)
    keep(now + 6 * SECOND)
    assert sent(ways) == {"sms": 2}


def test_silence_for_a_minute_brings_in_zalo(now, ways):
    promised(now)
    keep(now)
    keep(now + 59 * SECOND)
    assert sent(ways) == {"sms": 1}
    keep(now + 61 * SECOND)
    assert sent(ways) == {"sms": 1, "zns": 1}


@pytest.mark.parametrize("what", ["delivered", "converted", "expired"])
def test_nothing_follows_what_arrived_was_answered_or_is_over(now, ways, what):
    message = promised(now)
    keep(now)
    at = now + 61 * SECOND
    if what == "delivered":
        report(message, True, now + 5 * SECOND)
    elif what == "converted":
        messaging.convert(about=message.about, now=now + 5 * SECOND)
    else:
        at = now + 11 * MINUTE
    keep(at)
    assert sent(ways) == {"sms": 1}


def test_a_vendor_that_reports_nothing_is_not_taken_for_silent(now, ways):
    ways["sms"].gives_receipts = False
    promised(now)
    keep(now)
    assert not Job.objects.filter(topic="identity.silence_due").exists()


def test_without_zalo_and_for_other_purposes_nothing_else_is_asked(now, ways, settings):
    settings.ZNS_CHANNEL = "none"
    ways["sms"].answers = [Undeliverable("no")]
    message = messaging.promise(
        topic=CODE_ASKED,
        channel="sms",
        template="sign_in_code",
        about=uuid4(),
        expires_at=now + 10 * MINUTE,
        now=now,
        then=("zns",),
    )
    messaging.deliver(
        message=message.uuid, to="+84912345678", params={"code": "1", "minutes": "1"}, now=now
    )
    assert Message.objects.count() == 1


def test_a_late_arrival_outweighs_a_failure(now, ways):
    message = promised(now)
    keep(now)
    report(message, False, now + 5 * SECOND, 1)
    report(message, True, now + 9 * SECOND, 2)
    message.refresh_from_db()
    assert message.state is MessageState.DELIVERED


def test_the_page_hears_of_a_failure_and_of_its_end(now, ways):
    ways["sms"].answers = [Unreachable("down")]
    message = promised(now)
    assert not queries.is_stuck(message.about)
    keep(now)
    assert queries.is_stuck(message.about)
    keep(now + 6 * SECOND)
    assert not queries.is_stuck(message.about)


def test_the_page_does_not_hear_of_a_commune_that_spent_its_budget(now, ways, settings):
    settings.MESSAGE_LIMITS = {**settings.MESSAGE_LIMITS, "commune": (0, 0)}
    factories.person(contact="0912345678")
    message = promised(now)
    keep(now)
    assert sent(ways) == {}
    assert not queries.is_stuck(message.about)


def test_a_message_without_a_fare_is_paid_before_it_leaves(now, ways, settings):
    settings.MESSAGE_LIMITS = {**settings.MESSAGE_LIMITS, "block": (0, 0)}
    message = messaging.promise(
        topic=CODE_ASKED,
        channel="sms",
        template="sign_in_code",
        about=uuid4(),
        expires_at=now + 10 * MINUTE,
        now=now,
    )
    params = {"code": "1", "minutes": "1"}
    assert not messaging.deliver(message=message.uuid, to="+84912345678", params=params, now=now)
    message.refresh_from_db()
    assert (message.dropped_reason, sent(ways)) == ("budget_spent", {})


def test_silence_that_was_looked_at_twice_is_one_silence(now, ways):
    message = promised(now)
    keep(now)
    at = now + 61 * SECOND
    assert following.look_for_silence(message=message.uuid, now=at)
    assert not following.look_for_silence(message=message.uuid, now=at)


def test_the_outbox_knows_ids_only(now, ways):
    promised(now)
    keep(now)
    assert "912345678" not in json.dumps(list(Job.objects.values("payload", "key", "topic")))
