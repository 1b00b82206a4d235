"""People with several addresses, the messages that were sent to them, and browsers at several doors."""

import json
import re
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.utils import timezone

from identity.accounts import sharing
from identity.accounts.actions import hold_contact
from identity.accounts.contacts import read_contact
from identity.accounts.models import Holding, Person
from identity.codes.browsers import Browser
from identity.outbox import actions as outbox
from identity.recovery.contacts import held_by
from identity.recovery.here import Here
from identity.sessions.proofs import note_proof
from tests import factories

PHONE, NEW_PHONE, EMAIL = "0912 345 678", "0983 222 111", "lan@example.vn"
HERE = Here(browser=Browser(binding="here"))
A_MONTH_AND_A_DAY = timedelta(days=31)


def with_email(person: Person, email: str = EMAIL) -> Person:
    """The same person, who has had an e-mail address too for long."""
    held = hold_contact(person=person, contact=read_contact(email), now=factories.LONG_AGO)
    Holding.objects.filter(pk=held.pk).update(proved_at=timezone.now())
    return person


def silent_lan(contact: str = PHONE) -> Person:
    """Bác Lan, whose number was last proved 31 days ago."""
    return factories.lan(contact=contact, proved_at=timezone.now() - A_MONTH_AND_A_DAY)


def holding_of(person: Person, kind: str = "phone") -> Holding:
    """Her live address of this kind."""
    return held_by(person).get(identifier__kind=kind)


def share(owner: Person, *others: Person) -> None:
    """These people join on the owner's number, each behind a nickname."""
    holding = holding_of(owner)
    now = timezone.now()
    sharing.choose_nickname(holding=holding, nickname="Một", by=owner, now=now)
    for other, nickname in zip(others, ("Hai", "Ba", "Bốn", "Năm"), strict=False):
        invitation = sharing.invite(holding=holding, by=owner, now=now)
        sharing.join(person=other, invitation=invitation.uuid, nickname=nickname, now=now)


def sent() -> list[dict]:
    """Every message that left, after what was promised has been kept."""
    outbox.keep_due(now=timezone.now)
    lines = Path(settings.DATA_DIR / "outbox.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def messages_to(contact: str, template: str = "") -> list[dict]:
    """The messages to one address, of one template if it is named."""
    to = read_contact(contact).value
    return [
        message
        for message in sent()
        if message["to"] == to and (not template or message["template"] == template)
    ]


def code_sent_to(contact: str) -> str:
    """The six digits of the newest code sent there."""
    texts = [message["text"] for message in messages_to(contact)]
    return next(found[1] for text in reversed(texts) if (found := re.search(r"#(\d{6})$", text)))


def email_code_sent_to(contact: str) -> str:
    """The six digits of the newest code sent there by e-mail."""
    texts = [message["text"] for message in messages_to(contact)]
    return re.search(r"\b\d{6}\b", texts[-1]).group()


def signed_in(person: Person, *methods: str) -> Client:
    """A browser in which she signed in, having shown these proofs a moment ago."""
    client = Client()
    client.force_login(person)
    session = client.session
    for method in methods:
        note_proof(session, method, now=timezone.now())
    session.save()
    return client
