"""The words of messages: one SMS part, no marks, bound to the site, no code in a subject."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from identity.messaging import gsm7
from identity.messaging.checks import LONGEST_PARAMS as LONGEST
from identity.messaging.checks import text_messages_fit_one_part
from identity.messaging.wording import TEMPLATES, render

LONGEST_HOST = "dang-nhap.binhdanhocvu.haiphong.gov.vn"


def sms(host=LONGEST_HOST, **params):
    with translation.override("vi"):
        return render("sign_in_code", channel="sms", params={**LONGEST, **params}, host=host).text


def test_the_text_message_reads_as_agreed():
    assert sms("localhost", code="012345") == (
        "Ben So: ma dang nhap 012345, dung trong 10 phut. "
        "Khong doc ma cho ai, ke ca can bo.\n\n@localhost #012345"
    )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_text_message_costs_one_part_with_its_longest_values(language):
    # nicknames stand before Vietnamese words only: the house sends no other language
    longest = LONGEST if language == "vi" else {**LONGEST, "what": "n" * 40}
    with translation.override(language):
        for name in TEMPLATES:
            text = render(name, channel="sms", params=longest, host=LONGEST_HOST).text
            assert gsm7.fits_one_part(text), (name, gsm7.septets(text))


def test_the_last_line_binds_the_code_to_the_site():
    assert sms().splitlines()[-2:] == ["", f"@{LONGEST_HOST} #888888"]


def test_an_email_is_written_with_marks_and_its_subject_holds_no_code():
    with translation.override("vi"):
        mail = render("sign_in_code", channel="email", params=LONGEST, host=LONGEST_HOST)
    assert "888888" in mail.text
    assert "888888" not in mail.subject
    assert "Bến Số" in mail.subject
    assert "http" not in mail.text
    assert "\n" not in mail.subject


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Mã đăng nhập Đặng Thuỳ", "Ma dang nhap Dang Thuy"),
        ("ẤẶỮợịỵ", "AAUoiy"),
        ("“ngã” – dấu…", '"nga" - dau...'),
        ("1.000₫", "1.000d"),
        ("中文", "??"),
    ],
)
def test_vietnamese_loses_its_marks_and_keeps_its_letters(text, plain):
    assert gsm7.plain(text) == plain


@given(st.text(max_size=80))
def test_a_plain_text_is_always_gsm7(text):
    assert gsm7.septets(gsm7.plain(text)) is not None


def test_some_signs_take_two_places_and_marks_take_the_alphabet_away():
    assert gsm7.septets("a€[") == 5
    assert gsm7.septets("ă") is None
    assert gsm7.fits_one_part("a" * 160)
    assert not gsm7.fits_one_part("a" * 161)


def test_the_start_refuses_a_host_that_would_double_the_price(settings):
    assert text_messages_fit_one_part() == []
    settings.SITE_HOST = "mot-ten-mien-dai-den-muc-khong-con-cho-cho-tin-nhan.haiphong.gov.vn"
    (error,) = text_messages_fit_one_part()
    assert "SITE_URL" in error.hint
