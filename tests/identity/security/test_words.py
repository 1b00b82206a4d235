"""The words of notices: one part of SMS for whatever happened, and secrets that are hard to guess."""

import uuid

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from identity import keys
from identity.accounts.nicknames import LONGEST
from identity.messaging import gsm7
from identity.messaging.checks import LONGEST_EVENT, LONGEST_PARAMS
from identity.messaging.wording import render
from identity.security import replies
from identity.security.models import Kind
from identity.security.rules import grouped, read_reply


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("template", ["security_notice", "guardian_notice"])
def test_a_notice_of_any_kind_costs_one_part(language, template):
    with translation.override(language):
        for kind in Kind:
            params = {**LONGEST_PARAMS, "what": str(kind.label)}
            if language == "vi":
                assert len(gsm7.plain(str(kind.label))) <= LONGEST_EVENT
                params["what"] = f"{'n' * LONGEST}: {kind.label}"
            text = render(template, channel="sms", params=params, host="a.vn").text
            assert gsm7.fits_one_part(text), (kind, gsm7.septets(text))


def test_the_text_message_reads_as_agreed():
    with translation.override("vi"):
        params = {
            "what": str(Kind.NEW_DEVICE.label),
            "at": "14:05 22/11",
            "reply": "0123 4567 8901",
        }
        text = render("security_notice", channel="sms", params=params, host="localhost").text
    assert text == (
        "Ben So: Co may moi vua vao tai khoan (14:05 22/11). Neu khong phai bac, "
        'vao trang Ben So, muc "Khong phai toi", nhap 0123 4567 8901.'
    )


@given(st.uuids(version=4))
def test_the_two_secrets_of_an_event_are_its_own_and_keep_their_shape(event):
    key_id = keys.current_key_id()
    token, reply = (
        replies.link_token(event, key_id=key_id),
        replies.reply_of(event, key_id=key_id),
    )
    assert len(token) == 32
    assert read_reply(grouped(reply)) == reply
    assert token != replies.link_token(uuid.uuid4(), key_id=key_id)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1234 5678 9012", "123456789012"),
        ("1234-5678-9012", "123456789012"),
        ("  123456789012 ", "123456789012"),
        ("１２３４５６７８９０１２", "123456789012"),
        ("12345678901", None),
        ("1234567890123", None),
        ("abcd efgh ijkl", None),
        ("", None),
        ("1" * 200, None),
    ],
)
def test_digits_are_read_in_any_grouping_and_script(typed, read):
    assert read_reply(typed) == read
