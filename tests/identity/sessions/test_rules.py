"""How long a session may rest and last, to the second."""

from datetime import timedelta

import pytest

from identity.sessions.rules import StaffSession, has_rested_too_long, staff_session
from tests.conftest import NOW

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("is_admin", "age", "rest", "stands"),
    [
        (False, 11 * HOUR, 15 * MINUTE - SECOND, StaffSession.OPEN),
        (False, 11 * HOUR, 15 * MINUTE, StaffSession.LOCKED),
        (False, 12 * HOUR - SECOND, SECOND, StaffSession.OPEN),
        (False, 12 * HOUR, SECOND, StaffSession.OVER),
        (True, HOUR, 5 * MINUTE - SECOND, StaffSession.OPEN),
        (True, HOUR, 5 * MINUTE, StaffSession.LOCKED),
        (True, 8 * HOUR - SECOND, SECOND, StaffSession.OPEN),
        (True, 8 * HOUR, SECOND, StaffSession.OVER),
    ],
)
def test_a_staff_session_is_open_then_locked_then_over(is_admin, age, rest, stands):
    since, seen = NOW - age, NOW - rest
    assert staff_session(since=since, seen=seen, is_admin=is_admin, now=NOW) is stands


@pytest.mark.parametrize(
    ("device", "rest", "is_over"),
    [
        ("shared", 15 * MINUTE - SECOND, False),
        ("shared", 15 * MINUTE, True),
        ("own", 700 * HOUR, False),
        ("staff", 700 * HOUR, False),
        ("", 700 * HOUR, False),
    ],
)
def test_only_a_shared_device_forgets_who_left_it_alone(device, rest, is_over):
    assert has_rested_too_long(device, seen=NOW - rest, now=NOW) is is_over
