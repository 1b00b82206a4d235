"""The figures and pure decisions of one-time codes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.codes import rules

START = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "123456",
        " 123456\n",
        "123 456",
        "12-34-56",
        "1.2.3.4.5.6",
        "123\u2013456",
        "123\u00a0456",
        "123,456",
        "１２３４５６",
        "١٢٣٤٥٦",
        "१२३४५६",
        "\u202a123456\u202c",
    ],
)
def test_a_code_is_read_in_any_grouping_and_digit_script(raw):
    assert rules.read_code(raw) == "123456"


@pytest.mark.parametrize(
    "raw", ["", "12345", "1234567", "12345a", "①②③④⑤⑥", "½23456", "1²3456", "1" * 10_000, "-----"]
)
def test_what_is_not_six_digits_is_no_code(raw):
    assert rules.read_code(raw) is None


@given(st.text(max_size=80))
def test_any_text_is_six_ascii_digits_or_nothing(raw):
    code = rules.read_code(raw)
    assert code is None or (len(code) == 6 and code.isascii() and code.isdigit())


@given(
    waits=st.lists(st.integers(0, 50_000), min_size=1, max_size=60),
    windows=st.sampled_from([rules.ADDRESS_WINDOWS, ((7, timedelta(hours=1)),)]),
)
def test_no_span_of_any_window_ever_holds_more_sends_than_it_allows(waits, windows):
    now, sent, accepted = START, [], []
    for wait in waits:
        now += timedelta(seconds=wait)
        sent = rules.still_counting(sent, windows, now=now)
        free_at = rules.next_send_at(sent, windows)
        if free_at is None or free_at <= now:
            sent.append(now.timestamp())
            accepted.append(now)
        else:
            assert free_at - now <= max(span for _most, span in windows)
    for most, span in windows:
        for at in accepted:
            assert sum(at <= other < at + span for other in accepted) <= most


def test_the_windows_of_an_address_are_those_promised():
    most = {span.total_seconds(): count for count, span in rules.ADDRESS_WINDOWS}
    assert most == {60: 1, 900: 3, 3600: 5, 86_400: 10}


def test_the_wait_for_a_resend_grows():
    waits = [rules.resend_wait(sends).total_seconds() / 60 for sends in range(1, 7)]
    assert waits == [1, 2, 5, 15, 15, 15]


def test_a_message_tells_the_minutes_a_person_can_count_on():
    assert rules.minutes_left(START + timedelta(minutes=10), now=START) == 10
    assert rules.minutes_left(START + timedelta(seconds=119), now=START) == 1
    assert rules.minutes_left(START + timedelta(seconds=5), now=START) == 1
