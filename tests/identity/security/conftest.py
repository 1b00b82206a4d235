"""Bác Lan with a number and an e-mail address she proved lately, and an outbox that is empty."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings

from identity.accounts.actions import hold_contact
from identity.accounts.contacts import read_contact
from identity.accounts.models import Person
from tests import factories
from tests.conftest import NOW
from tests.identity.signin.conftest import other, visitor  # noqa: F401

PHONE, PHONE_SENT = "0912 345 678", "+84912345678"
EMAIL = "lan@example.vn"


@pytest.fixture(autouse=True)
def clock():
    """A clock that moves only when a test moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lan(db) -> Person:
    """She proved both yesterday."""
    (settings.DATA_DIR / "outbox.jsonl").write_text("", encoding="utf-8")
    yesterday = NOW - timedelta(days=1)
    person = factories.lan(contact=PHONE, now=yesterday)
    hold_contact(person=person, contact=read_contact(EMAIL), now=yesterday)
    return person
