"""A promised message leaves once, whatever happens to workers and channels."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from identity.messaging import actions as messaging
from identity.messaging.channels.outgoing import Undeliverable, Unreachable
from identity.messaging.models import Message

pytestmark = pytest.mark.django_db
TOPIC = "identity.code_asked"
PARAMS = {"code": "012345", "minutes": "10"}


@pytest.fixture
def outbox_file(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "outbox.jsonl"


def promised(now) -> Message:
    return messaging.promise(
        topic=TOPIC,
        channel="sms",
        template="sign_in_code",
        about=uuid4(),
        expires_at=now + timedelta(minutes=10),
        now=now,
    )


def deliver(message: Message, now) -> bool:
    return messaging.deliver(message=message.uuid, to="+84912345678", params=PARAMS, now=now)


class Flaky:
    """A channel that answers as told, then works; it counts what got through."""

    name, gives_receipts = "flaky", False

    def __init__(self, *answers, is_repeatable=True):
        self.answers, self.is_repeatable, self.sent = list(answers), is_repeatable, []

    def send(self, message):
        if self.answers:
            raise self.answers.pop(0)
        self.sent.append(message)
        return "vendor-1"


@pytest.fixture
def use_channel(monkeypatch):
    def use(channel):
        monkeypatch.setattr(messaging, "channel_for", lambda _kind: channel)
        return channel

    return use


def test_a_message_is_sent_once_and_the_line_has_the_agreed_fields(now, outbox_file):
    message = promised(now)
    assert [deliver(message, now) for _ in range(3)] == [True, False, False]
    (line,) = outbox_file.read_text().splitlines()
    sent = json.loads(line)
    assert list(sent) == ["id", "channel", "to", "text", "template", "params", "at"]
    assert sent["id"] == str(message.uuid)
    assert sent["at"] == now.isoformat()
    assert sent["text"].endswith("\n\n@localhost #012345")


def test_an_expired_message_is_dropped(now, outbox_file):
    message = promised(now)
    assert not deliver(message, now + timedelta(minutes=10))
    message.refresh_from_db()
    assert (message.dropped_reason, outbox_file.exists()) == ("expired", False)


def test_an_unreachable_channel_is_asked_again(now, use_channel):
    channel = use_channel(Flaky(Unreachable("down"), Unreachable("down")))
    message = promised(now)
    for _ in range(2):
        with pytest.raises(Unreachable):
            deliver(message, now)
    assert deliver(message, now)
    assert channel.sent[0].is_retry


def test_a_final_refusal_is_not_asked_again(now, use_channel):
    channel = use_channel(Flaky(Undeliverable("InvalidParameter")))
    message = promised(now)
    assert not deliver(message, now)
    assert not deliver(message, now)
    message.refresh_from_db()
    assert (message.dropped_reason, message.sent_at, channel.sent) == ("InvalidParameter", None, [])


def test_a_message_in_another_workers_hands_is_left_to_it(now, use_channel):
    use_channel(Flaky())
    message = promised(now)
    Message.objects.update(taken_at=now, tries=1)
    with pytest.raises(messaging.StillTaken):
        deliver(message, now + timedelta(seconds=59))


def test_after_a_killed_worker_a_message_is_written_to_the_file_only_if_it_is_not_there(
    now, outbox_file
):
    message = promised(now)
    deliver(message, now)
    Message.objects.update(sent_at=None, taken_at=now)
    assert deliver(message, now + timedelta(seconds=61))
    assert len(outbox_file.read_text().splitlines()) == 1
    outbox_file.unlink()
    Message.objects.update(sent_at=None, taken_at=now)
    assert deliver(message, now + timedelta(seconds=61))
    assert len(outbox_file.read_text().splitlines()) == 1


def test_after_a_killed_worker_a_text_message_that_may_have_left_is_not_sent_twice(
    now, use_channel
):
    channel = use_channel(Flaky(is_repeatable=False))
    message = promised(now)
    Message.objects.update(taken_at=now, tries=1)
    assert not deliver(message, now + timedelta(seconds=61))
    message.refresh_from_db()
    assert (message.dropped_reason, channel.sent) == ("perhaps_sent", [])


def test_old_messages_are_forgotten(now):
    promised(now)
    assert messaging.purge(now=now + timedelta(days=29)) == 0
    assert messaging.purge(now=now + timedelta(days=31)) == 1
