"""A visitor who walks through the door as people do: over HTTP, with the codes that were really sent."""

import json
import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from identity.accounts.models import Person
from identity.codes.models import Challenge, SendBudget
from identity.factors import actions as factors
from identity.factors.queries import current_code
from identity.outbox import actions as outbox
from tests import factories

PHONE = "0912 345 678"
PROFILE = {
    "name": "Nguyễn Thị Lan",
    "birth_year": "1959",
    "commune": factories.HOME,
    "consent": "on",
}


class Visitor:
    """One browser."""

    def __init__(self) -> None:
        self.client = Client()

    def ask(self, contact: str, next_url: str = ""):
        """Send the first page's form."""
        return self.client.post("/dang-nhap/", {"contact": contact, "next": next_url})

    def newest_code(self) -> str:
        """The digits of the newest message, once the outbox has been kept."""
        outbox.keep_due(now=timezone.now)
        lines = (settings.DATA_DIR / "outbox.jsonl").read_text(encoding="utf-8").splitlines()
        return re.search(r"\b\d{6}\b", json.loads(lines[-1])["text"]).group()

    def enter(self, code: str):
        """Send the second page's form."""
        return self.client.post("/dang-nhap/ma/", {"code": code})

    def sign_in(self, contact: str, next_url: str = ""):
        """Both pages; the answer to the right code."""
        self.ask(contact, next_url)
        return self.enter(self.newest_code())

    def introduce(self, **changes: str):
        """Send a newcomer's form."""
        return self.client.post("/dang-nhap/ho-so/", PROFILE | changes)

    def show_authenticator(self, person: Person, next_url: str = ""):
        """Send the digits the person's app shows now."""
        code = current_code(person, now=timezone.now())
        return self.client.post("/dang-nhap/xac-thuc/", {"code": code, "next": next_url})

    def is_in(self) -> bool:
        """Whether this browser is signed in."""
        return self.client.get("/toi/tai-khoan/").status_code == 200


@pytest.fixture
def visitor(db) -> Visitor:
    """A browser, with the consent text loaded and one commune to live in."""
    call_command("load_consent_texts", verbosity=0)
    factories.commune()
    (settings.DATA_DIR / "outbox.jsonl").write_text("", encoding="utf-8")
    return Visitor()


@pytest.fixture
def other(visitor) -> Visitor:
    """A second browser beside the first."""
    return Visitor()


def enrolled(person: Person) -> Person:
    """The same person, with an authenticator that counts."""
    long_ago = factories.LONG_AGO
    factors.begin_totp(person=person, now=long_ago)
    factors.confirm_totp(person=person, code=current_code(person, now=long_ago), now=long_ago)
    return person


def let_the_next_code_go_out() -> None:
    """The engine sends one code a minute to an address: act as if the time had passed."""
    SendBudget.objects.all().delete()
    Challenge.objects.update(next_send_at=factories.LONG_AGO)
