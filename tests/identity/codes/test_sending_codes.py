"""From the promise to the message: once, in time, rendered from the challenge by the worker."""

from datetime import timedelta

import pytest

from identity.codes import actions as codes
from identity.codes.models import Challenge
from identity.messaging.channels.outgoing import Unreachable
from identity.messaging.models import Message
from identity.outbox.models import Job
from tests.identity.codes.doors import right_code, sent_messages

pytestmark = pytest.mark.django_db


def send(now):
    codes.send_code(message=Message.objects.get().uuid, now=now)


def test_the_request_itself_sends_nothing(door, now):
    door.ask(now)
    assert Job.objects.get().topic == "identity.code_asked"
    assert Job.objects.get().payload == {"message": str(Message.objects.get().uuid)}
    assert Message.objects.get().sent_at is None


def test_the_task_run_twice_sends_once(door, now):
    door.ask(now)
    for _ in range(3):
        send(now)
    assert len(sent_messages(now)) == 1


@pytest.mark.parametrize(
    "over",
    [
        {"spent_at": "now"},
        {"attempts": 5},
        {"expires_at": "now"},
    ],
)
def test_a_code_that_is_over_is_not_sent_any_more(door, now, over):
    door.ask(now)
    Challenge.objects.update(
        **{name: now if value == "now" else value for name, value in over.items()}
    )
    send(now)
    assert sent_messages(now) == []
    assert Message.objects.get().dropped_reason == "code_over"


def test_a_message_of_a_forgotten_challenge_is_dropped(door, now):
    door.ask(now)
    Challenge.objects.all().delete()
    send(now)
    assert Message.objects.get().dropped_reason == "code_over"


def test_a_late_worker_tells_the_minutes_that_are_left(door, now):
    challenge = door.ask(now)
    (message,) = sent_messages(now + timedelta(minutes=6, seconds=30))
    assert message["params"] == {"code": right_code(challenge), "minutes": "3"}


def test_a_channel_that_is_down_gets_the_message_when_it_is_back(door, now, monkeypatch):
    down = pytest.MonkeyPatch()

    def refuse(_channel, _message):
        raise Unreachable("down")

    down.setattr("identity.messaging.channels.file.FileChannel.send", refuse)
    door.ask(now)
    assert sent_messages(now) == []
    down.undo()
    assert sent_messages(now) == []
    (message,) = sent_messages(now + timedelta(seconds=6))
    assert message["to"] == "+84912345678"
    assert Message.objects.get().tries == 2
