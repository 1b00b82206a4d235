"""Clocks, completions and who needs help, as pure decisions."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.progress import rules
from courses.progress.rules import Following

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
A, B, C = (UUID(int=number) for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("clock", "effective"),
    [
        (NOW - timedelta(days=3), NOW - timedelta(days=3)),
        (NOW + timedelta(minutes=4), NOW + timedelta(minutes=4)),
        (NOW + timedelta(days=400), NOW + timedelta(minutes=5)),
        (datetime(1970, 1, 1, tzinfo=UTC), rules.EARLIEST),
        (datetime.max.replace(tzinfo=UTC), NOW + timedelta(minutes=5)),
    ],
)
def test_a_device_clock_is_held_between_2026_and_five_minutes_after_receipt(clock, effective):
    assert rules.effective_time(clock, received_at=NOW) == effective


def day(number: int) -> datetime:
    return NOW + timedelta(days=number)


def test_a_course_is_finished_in_the_edition_that_counted_then():
    first, second = Following(1, (A, B), day(0)), Following(2, (A, B, C), day(5))
    done = {A: day(1), B: day(2)}
    assert rules.completion([first, second], done) == rules.Completion(1, day(2))
    late = {A: day(1), B: day(6)}
    assert rules.completion([first, second], late) is None
    assert rules.completion([first, second], {**late, C: day(7)}) == rules.Completion(2, day(7))


def test_an_empty_edition_is_never_finished():
    assert rules.completion([Following(1, (), day(0))], {A: day(1)}) is None
    assert rules.percent(done=0, total=0) == 0


times = st.dictionaries(st.sampled_from([A, B, C]), st.integers(0, 9).map(day))


@given(times, times)
def test_a_completion_is_never_lost_to_more_or_earlier_facts(done, more):
    line = [Following(1, (A, B), day(0)), Following(2, (A, C), day(4))]
    merged = {
        lesson: min(t for t in (done.get(lesson), more.get(lesson)) if t)
        for lesson in {*done, *more}
    }
    if rules.completion(line, done):
        assert rules.completion(line, merged)


@given(st.integers(0, 40), st.integers(1, 40))
def test_percent_is_rounded_down_and_100_only_when_all_is_done(done, total):
    done = min(done, total)
    assert rules.percent(done=done, total=total) <= 100 * done / total
    assert (rules.percent(done=done, total=total) == 100) == (done == total)


def help_needed(*, stuck=False, finished=False, days=0):
    return rules.needs_help(
        is_stuck=stuck, is_finished=finished, last_seen_at=NOW - timedelta(days=days), now=NOW
    )


def test_silence_of_fourteen_days_needs_help_unless_the_course_is_finished():
    assert not help_needed(days=13)
    assert help_needed(days=14)
    assert not help_needed(days=14, finished=True)
    assert help_needed(stuck=True)
    assert not help_needed(stuck=True, finished=True)
    assert not rules.needs_help(is_stuck=False, is_finished=False, last_seen_at=None, now=NOW)
