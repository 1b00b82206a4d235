"""The rule of review: 2, 7 and 30 days, forward when right, back when not, and an end to everything."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.review import rules
from courses.review.rules import RULE, Candidate
from identity.local_time import VIETNAM

DONE = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


def after(step, right, *, rounds=1, of=3, at=DONE):
    return rules.after_round(step, right=right, of=of, rounds=rounds, at=at)


def test_who_is_always_right_is_asked_after_2_and_7_and_30_days():
    standing = rules.first_standing(DONE)
    days = []
    for rounds in range(1, 4):
        days.append((standing.due_at - DONE).days)
        standing = after(standing.step, 3, rounds=rounds, at=standing.due_at)
    assert days == [2, 7, 30]
    assert standing.due_at is None and standing.ending == "remembered"


@pytest.mark.parametrize(
    ("step", "right", "following"), [(0, 2, 1), (1, 3, 2), (0, 1, 0), (1, 0, 0), (2, 1, 1)]
)
def test_a_right_round_goes_a_step_forward_and_a_wrong_one_back(step, right, following):
    standing = after(step, right)
    assert standing.step == following
    assert standing.due_at == DONE + RULE.gap(following)


def test_a_module_of_one_question_needs_that_one():
    assert after(0, 1, of=1).step == 1
    assert after(1, 0, of=1).step == 0


@given(st.lists(st.integers(0, 3), min_size=20, max_size=20))
def test_it_ends_whatever_is_answered(rights):
    standing, at = rules.first_standing(DONE), DONE
    for rounds, right in enumerate(rights, start=1):
        at += timedelta(days=1)
        standing = after(standing.step, right, rounds=rounds, at=at)
        assert 0 <= standing.step <= RULE.last_step
        if standing.due_at is None:
            assert standing.ending and rounds <= RULE.rounds
            return
        assert not standing.ending and standing.due_at > at
    pytest.fail("it never ended")


def test_it_stops_after_three_reminders_without_an_answer():
    at, reminders = DONE, 0
    for n in range(1, 4):
        after_it = rules.after_reminder(reminders, at=at)
        assert after_it.reminders == n
        assert after_it.remind_at == at + timedelta(days=3)
        at, reminders = after_it.remind_at, after_it.reminders
    assert rules.after_reminder(reminders, at=at).remind_at is None


def pool(lessons=2, each=4):
    return [
        Candidate(UUID(int=n), UUID(int=100 + n), uuid4())
        for n in range(lessons)
        for _ in range(each)
    ]


def test_the_choice_is_the_same_on_every_device_and_comes_from_every_lesson():
    candidates, seed = pool(lessons=3), uuid4()
    one = rules.choose(candidates, asked={}, seed=seed, number=1)
    other = rules.choose(list(reversed(candidates)), asked={}, seed=seed, number=1)
    assert one == other
    assert len({each.lesson for each in one}) == 3


def test_what_was_asked_before_comes_last():
    candidates, seed, asked = pool(), uuid4(), {}
    seen = set()
    for number in (1, 2):
        for each in rules.choose(candidates, asked=asked, seed=seed, number=number):
            assert each.item not in seen
            seen.add(each.item)
            asked[each.item] = asked.get(each.item, 0) + 1
    assert len(seen) == 6


def test_a_short_module_asks_what_it_has():
    candidates = pool(lessons=1, each=2)
    assert len(rules.choose(candidates, asked={}, seed=uuid4(), number=1)) == 2
    assert rules.choose([], asked={}, seed=uuid4(), number=1) == []


@pytest.mark.parametrize(("hour", "is_quiet"), [(7, True), (8, False), (19, False), (20, True)])
def test_nobody_is_written_to_at_night(hour, is_quiet):
    now = datetime(2026, 6, 1, hour, 30, tzinfo=VIETNAM)
    assert rules.is_quiet(now) is is_quiet
    assert rules.quiet_from(now).hour == 20
