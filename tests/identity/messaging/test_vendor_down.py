"""The vendor of text messages is down: nobody waits for it, and nobody gets two copies when it heals."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from identity.accounts.contacts import Contact
from identity.messaging import counting
from identity.messaging.models import Message, Traffic
from identity.outbox import actions as outbox
from tests.identity.codes.doors import Door

pytestmark = pytest.mark.django_db


def keep(at) -> None:
    with time_machine.travel(at, tick=False):
        outbox.keep_due(now=timezone.now)


@pytest.mark.parametrize("mood", ["hangs", "half", "broken"])
def test_people_are_answered_at_once_and_get_one_message_when_it_heals(now, esms, mood):
    vendor = esms()
    vendor.mood = mood
    people = [Client() for _ in range(3)]
    with time_machine.travel(now, tick=False):
        for index, person in enumerate(people):
            asked = person.post("/dang-nhap/", {"contact": f"091234567{index}", "next": ""})
            assert asked["Location"] == "/dang-nhap/ma/"
    assert vendor.heard == []
    keep(now)
    keep(now + timedelta(seconds=6))
    assert len(vendor.heard) == 6
    with time_machine.travel(now + timedelta(seconds=7), tick=False):
        page = people[0].get("/dang-nhap/ma/").content.decode()
    assert 'href="/dang-nhap/the/"' in page
    vendor.mood = "well"
    for seconds in (20, 60, 120):
        keep(now + timedelta(seconds=seconds))
    assert len(vendor.taken) == 3
    assert Message.objects.exclude(sent_at=None).count() == 3


def counted(at) -> tuple[int, int]:
    """What the operator's page shows as sent and failed."""
    counting.roll_up(hours=1, now=at)
    line = Traffic.objects.get(channel="sms", block__digest="")
    return line.sent, line.failed


def test_the_operator_sees_what_waits_for_the_vendor_and_what_was_tried_in_vain(now, esms, caplog):
    caplog.set_level("WARNING")
    vendor = esms()
    vendor.mood = "broken"
    for number in ("+84912345678", "+84912345679"):
        Door(Contact("phone", number)).ask(now)
    keep(now)
    assert counted(now) == (0, 2)
    line = next(line for line in caplog.records if line.message == "a vendor is out of reach")
    assert (line.channel, line.reason) == ("esms", "esms_500")
    assert "91234567" not in caplog.text
    vendor.mood = "well"
    keep(now + timedelta(seconds=6))
    assert counted(now) == (2, 0)
    vendor.mood = "broken"
    Door(Contact("phone", "+84912345670")).ask(now)
    keep(now)
    keep(now + timedelta(minutes=11))
    assert Message.objects.get(sent_at=None).dropped_reason == "code_over"
    assert counted(now) == (2, 1)
