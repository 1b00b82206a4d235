"""The vendor of text messages is down: nobody waits for it, and nobody gets two copies when it heals."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from identity.messaging.models import Message
from identity.outbox import actions as outbox

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
