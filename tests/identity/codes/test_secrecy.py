"""Canaries: an address or a code turns up in no table, log line, promise, task argument or exception."""

import logging
from datetime import timedelta

import pytest
import time_machine
from celery import current_app
from django.apps import apps
from django.utils import timezone

from identity.codes.browsers import Browser
from identity.codes.refusals import CodeRefused
from identity.messaging.channels.outgoing import Unreachable
from identity.outbox import actions as outbox
from tests.identity.codes.doors import LAN, Door, right_code, sent_messages, wrong_code

PHONE_SPELLINGS = ["+84912345678", "84912345678", "0912345678", "912345678", "0912 345 678"]


def everything_stored() -> str:
    """Every value of every row of identity, as text."""
    rows = []
    for model in apps.get_app_config("identity").get_models():
        rows += [repr(values) for values in model.objects.values_list()]
    return "\n".join(rows)


def live_through_a_sign_in(door: Door, now) -> list[str]:
    """Ask, mistype, ask too soon, resend, type rightly, type again; the words of all that was raised."""
    heard = []
    challenge = door.ask(now)
    later = now + timedelta(minutes=1)
    sent_messages(now)
    steps = [
        lambda: door.again(challenge, now),
        lambda: Door(browser=Browser("stranger")).ask(now),
        lambda: door.type(challenge, wrong_code(challenge), now),
        lambda: door.type(challenge, right_code(challenge) + "x", now),
        lambda: Door(browser=Browser("stranger")).type(challenge, right_code(challenge), now),
        lambda: door.again(challenge, later),
        lambda: door.remembered(later).type(challenge, right_code(challenge), later),
        lambda: door.type(challenge, right_code(challenge), later),
    ]
    for step in steps:
        try:
            step()
        except CodeRefused as refused:
            heard += [repr(refused), str(refused), refused.message, repr(vars(refused))]
    sent_messages(later)
    return [*heard, repr(door), right_code(challenge), wrong_code(challenge)]


@pytest.mark.django_db
def test_no_table_log_or_exception_holds_an_address_or_a_code(door, now, caplog):
    caplog.set_level(logging.DEBUG)
    *heard, right, wrong = live_through_a_sign_in(door, now)
    logged = [record.getMessage() + repr(vars(record)) for record in caplog.records]
    # the SQL of a DEBUG log is the tables' own content, read below
    logged = [line for line in logged if "django.db.backends" not in line]
    places = {
        "tables": everything_stored(),
        "logs": "\n".join(logged),
        "exceptions": "\n".join(heard[:-1]),
    }
    for place, text in places.items():
        for canary in [*PHONE_SPELLINGS, right, wrong]:
            assert canary not in text, (place, canary)


@pytest.mark.django_db
def test_queries_carry_neither_codes_nor_addresses(door, now, django_assert_max_num_queries):
    with django_assert_max_num_queries(200) as captured:
        *_heard, right, wrong = live_through_a_sign_in(door, now)
    asked = "\n".join(entry["sql"] for entry in captured.captured_queries)
    for canary in [*PHONE_SPELLINGS, f"'{right}'", f"'{wrong}'"]:
        assert canary not in asked


@pytest.mark.django_db(transaction=True)
def test_what_travels_through_the_queue_holds_neither(door, now, monkeypatch):
    travelled = []
    monkeypatch.setattr(
        current_app, "send_task", lambda *args, **options: travelled.append((args, options))
    )
    *_heard, right, wrong = live_through_a_sign_in(door, now)
    assert len(travelled) == 2
    for canary in [*PHONE_SPELLINGS, right, wrong]:
        assert canary not in repr(travelled)


@pytest.mark.django_db
def test_a_failing_channel_leaks_nothing_into_the_log(door, now, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)

    def refuse(_channel, message):
        raise Unreachable("EndpointConnectionError")

    monkeypatch.setattr("identity.messaging.channels.file.FileChannel.send", refuse)
    challenge = door.ask(now)
    with time_machine.travel(now, tick=False):
        outbox.keep_due(now=timezone.now)
    text = "\n".join(
        caplog.handler.format(record)
        for record in caplog.records
        if record.name != "django.db.backends"
    )
    assert "EndpointConnectionError" in text
    for canary in [*PHONE_SPELLINGS, right_code(challenge), LAN.value]:
        assert canary not in text
