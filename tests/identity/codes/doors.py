"""A person at the door, for tests of the code engine: asks, reads her messages, types."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import time_machine
from django.conf import settings
from django.utils import timezone

from identity.accounts.contacts import Contact, read_contact
from identity.codes import actions as codes
from identity.codes import otp
from identity.codes.browsers import Browser
from identity.codes.models import Challenge, Purpose
from identity.outbox import actions as outbox

LAN = read_contact("0912345678")
HOME_NETWORK = "203.0.113.7"


@dataclass
class Door:
    """One browser in one network, with one address in mind."""

    contact: Contact = LAN
    browser: Browser = field(default_factory=lambda: Browser("a-phone"))
    network: str = HOME_NETWORK

    def ask(self, now: datetime) -> UUID:
        return codes.request(
            contact=self.contact,
            purpose=Purpose.SIGN_IN,
            browser=self.browser,
            network=self.network,
            now=now,
        )

    def again(self, challenge: UUID, now: datetime) -> UUID:
        return codes.resend(
            challenge=challenge, browser=self.browser, network=self.network, now=now
        )

    def type(self, challenge: UUID, code: str, now: datetime) -> Contact:
        return codes.confirm(
            challenge=challenge,
            purpose=Purpose.SIGN_IN,
            code=code,
            browser=self.browser,
            now=now,
        )

    def remembered(self, now: datetime) -> "Door":
        """The same browser, after the address was proved in it."""
        token = codes.remember_browser(contact=self.contact, browser=self.browser, now=now)
        return Door(self.contact, Browser(self.browser.binding, token), self.network)


def right_code(challenge: UUID) -> str:
    """What the message of this challenge says."""
    asked = Challenge.objects.get(uuid=challenge)
    return otp.challenge_code(challenge=asked.uuid, purpose=asked.purpose, key_id=asked.key_id)


def wrong_code(challenge: UUID) -> str:
    """Six digits that are not the challenge's."""
    return f"{(int(right_code(challenge)) + 1) % 1_000_000:06d}"


def sent_messages(now: datetime) -> list[dict]:
    """Everything this installation has sent, after the outbox was kept."""
    with time_machine.travel(now, tick=False):
        outbox.keep_due(now=timezone.now)
    path = settings.DATA_DIR / "outbox.jsonl"
    lines = path.read_text().splitlines() if path.exists() else []
    return [json.loads(line) for line in lines]
