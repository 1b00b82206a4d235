"""Nobody learns at the door whether a number or an e-mail has an account."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from identity.accounts import sharing
from identity.accounts.actions import create_person
from identity.accounts.contacts import read_contact
from identity.accounts.queries import live_holders
from identity.messaging.models import Message
from identity.outbox.models import Job
from tests import factories
from tests.identity.signin.conftest import Visitor, let_the_next_code_go_out

pytestmark = pytest.mark.django_db

PAIRS = [("0912 345 678", "0987 654 321"), ("lan@example.vn", "ai@example.vn")]
CHANGING = re.compile(r"\d{1,2}:\d{2}|value=\"[A-Za-z0-9]{64}\"")

CHANGING_HEADERS = {"X-Request-ID", "Content-Length", "Expires"}


def walk(contact):
    """What a stranger sees of the door up to the code, and the work it made."""
    visitor, seen = Visitor(), []
    before = (Message.objects.count(), Job.objects.count())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        seen.append(visitor.ask(contact))
        seen.append(visitor.client.get("/dang-nhap/ma/"))
        seen.append(visitor.enter("000000"))
        seen.append(visitor.client.post("/dang-nhap/ma/gui-lai/"))
    shown = [shape(answer, contact) for answer in seen]
    after = (Message.objects.count(), Job.objects.count())
    work = (len(queries), [new - old for new, old in zip(after, before, strict=True)])
    return shown, work


def shape(answer, contact):
    """An answer without what differs between any two visitors."""
    body = CHANGING.sub("", answer.content.decode().replace(contact, "CONTACT"))
    headers = {
        name: sorted(value.split("; "))
        for name, value in answer.items()
        if name not in CHANGING_HEADERS
    }
    cookies = {name: (cookie["path"], cookie["max-age"]) for name, cookie in answer.cookies.items()}
    return answer.status_code, headers, cookies, body


@pytest.mark.parametrize(("known", "unknown"), PAIRS)
def test_known_and_unknown_get_the_same_answers_with_the_same_work(visitor, known, unknown):
    factories.lan(contact=known)
    # whatever is made once (content types, budgets of the network and of the city) is made
    walk("0977 000 111")
    walk("khac@example.vn")
    let_the_next_code_go_out()
    first = walk(known)
    let_the_next_code_go_out()
    second = walk(unknown)
    assert first == second


def test_a_shared_address_is_like_any_other_until_the_code_is_proved(visitor):
    shared, alone = PAIRS[0]
    now = timezone.now()
    for contact in (shared, alone):
        factories.lan(contact=contact)
    first = live_holders(read_contact(shared))[0]
    named = sharing.choose_nickname(holding=first, nickname="Mẹ", by=first.person, now=now)
    invitation = sharing.invite(holding=named, by=named.person, now=now)
    daughter = create_person(
        name="Trần Thị Hoa", birth_year=1990, commune=None, contact=None, now=now
    )
    sharing.join(person=daughter, invitation=invitation.uuid, nickname="Hoa", now=now)
    walk("0977 000 111")
    let_the_next_code_go_out()
    seen = walk(shared)
    let_the_next_code_go_out()
    assert seen == walk(alone)


def test_a_known_and_an_unknown_address_get_the_same_message(visitor):
    factories.lan(contact="0912 345 678")
    for contact in ("0912 345 678", "0987 654 321"):
        visitor.ask(contact)
        visitor.newest_code()
    templates = set(Message.objects.values_list("template", flat=True))
    assert len(templates) == 1
