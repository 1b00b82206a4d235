"""When an account is given back: the table of states, and what waiting alone never decides."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from identity.recovery.rules import (
    NEXT,
    OPEN_STATES,
    WAIT,
    WAIT_CONFIRMED,
    Standing,
    State,
    due_at,
    expires_at,
    previous,
    reminders_due,
)

SINCE = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
CALM = Standing(
    waiting_at=SINCE,
    confirmations=0,
    was_told=True,
    is_in_use=False,
    has_rival=False,
    is_staff=False,
    has_admin=False,
)
STANDINGS = st.builds(
    Standing,
    waiting_at=st.just(SINCE),
    confirmations=st.integers(0, 4),
    was_told=st.booleans(),
    is_in_use=st.booleans(),
    has_rival=st.booleans(),
    is_staff=st.booleans(),
    has_admin=st.booleans(),
)


def changed(**values):
    return Standing(**(CALM.__dict__ | values))


def test_a_request_that_nobody_objects_to_waits_for_three_days():
    assert due_at(CALM) == SINCE + WAIT == SINCE + timedelta(hours=72)


def test_two_members_of_staff_shorten_the_wait_to_a_day():
    assert due_at(changed(confirmations=1)) == SINCE + WAIT
    assert due_at(changed(confirmations=2)) == SINCE + WAIT_CONFIRMED
    assert timedelta(hours=24) == WAIT_CONFIRMED


def test_waiting_alone_decides_nothing_where_nobody_could_object():
    assert due_at(changed(was_told=False)) is None
    assert due_at(changed(was_told=False, confirmations=1)) == SINCE + WAIT
    assert due_at(changed(is_in_use=True)) is None
    assert due_at(changed(has_rival=True)) is None


def test_an_account_of_staff_needs_an_administrator():
    assert due_at(changed(is_staff=True)) is None
    assert due_at(changed(is_staff=True, confirmations=2)) is None
    assert due_at(changed(is_staff=True, confirmations=1, has_admin=True)) is None
    found = due_at(changed(is_staff=True, confirmations=2, has_admin=True))
    assert found == SINCE + WAIT_CONFIRMED


@given(STANDINGS)
def test_no_account_opens_within_a_day_and_none_alone_within_three(standing):
    due = due_at(standing)
    if due is not None:
        assert due >= SINCE + WAIT_CONFIRMED
        assert standing.confirmations >= 2 or due >= SINCE + WAIT
        assert standing.confirmations >= 2 or not standing.is_staff


@given(st.sampled_from(State), st.sampled_from(State))
def test_previous_and_next_are_one_table(one, other):
    assert (one in previous(other)) == (other in NEXT[one])


def test_what_has_ended_stays_ended():
    assert {state for state in State if state not in OPEN_STATES} == {
        State.DONE,
        State.CANCELLED,
        State.REFUSED,
        State.EXPIRED,
    }
    assert all(not NEXT[state] for state in State if state not in OPEN_STATES)
    assert State.DONE not in NEXT[State.WAITING]


def test_a_request_is_over_after_two_weeks_and_reminds_once_a_day():
    assert expires_at(SINCE) == SINCE + timedelta(days=14)
    assert [reminders_due(SINCE, now=SINCE + timedelta(hours=h)) for h in (0, 23, 24, 71)] == [
        0,
        0,
        1,
        2,
    ]
