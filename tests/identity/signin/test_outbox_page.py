"""The page of sent messages: newest first, on a laptop only."""

import json

import pytest

from identity.signin.outbox_page import newest_messages
from tests import factories
from tests.identity.signin.conftest import PHONE, enrolled

pytestmark = pytest.mark.django_db
PAGE = "/dev/outbox/"


def test_the_newest_message_stands_on_top(visitor):
    for contact in ("0987 654 321", PHONE):
        visitor.ask(contact)
        visitor.newest_code()
    shown = visitor.client.get(PAGE).context["messages_sent"]
    assert [message.to for message in shown] == ["+84912345678", "+84987654321"]


def test_the_codes_of_the_demo_staff_are_shown(visitor, settings):
    trainer = enrolled(factories.minh(contact=PHONE))
    people = {"trainers": [{"name": trainer.name, "phone": PHONE}], "citizens": []}
    (settings.DATA_DIR / "demo.json").write_text(json.dumps(people), encoding="utf-8")
    codes = visitor.client.get(PAGE).context["staff_codes"]
    assert [(code.name, len(code.code)) for code in codes] == [(trainer.name, 6)]


@pytest.mark.parametrize("switch", ["EMBEDDED", "SENT_MESSAGES_PAGE"])
def test_elsewhere_there_is_no_such_page(client, settings, switch):
    setattr(settings, switch, False)
    assert client.get(PAGE).status_code == 404


def test_a_line_that_is_being_written_is_left_out(tmp_path):
    path = tmp_path / "outbox.jsonl"
    whole = {"channel": "sms", "to": "+84", "text": "x", "at": "2026-11-21T09:00:00+07:00"}
    path.write_text(json.dumps(whole) + "\n" + json.dumps(whole)[:20], encoding="utf-8")
    assert len(newest_messages(path)) == 1
    assert newest_messages(tmp_path / "none") == []
