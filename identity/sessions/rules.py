"""How long a session lives, by whose device it runs on and by what its person may do.

Source: the lifetimes of NIST SP 800-63B-4 (2.1.3, 2.2.3), tightened for shared devices and staff.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class StaffSession(StrEnum):
    """Where a session stands that was proved by the second factor."""

    OPEN = "open"
    LOCKED = "locked"
    OVER = "over"


@dataclass(frozen=True)
class Lifetime:
    """How long a session may rest (None: as long as it lasts), and how long it may last at all."""

    idle: dt.timedelta | None
    absolute: dt.timedelta


OWN_PHONE = Lifetime(idle=None, absolute=dt.timedelta(days=30))
SHARED_DEVICE = Lifetime(idle=dt.timedelta(minutes=15), absolute=dt.timedelta(hours=2))
STAFF = Lifetime(idle=dt.timedelta(minutes=15), absolute=dt.timedelta(hours=12))
ADMINISTRATOR = Lifetime(idle=dt.timedelta(minutes=5), absolute=dt.timedelta(hours=8))
# somebody who is still signing in
VISITOR = dt.timedelta(days=1)

# a row is written at most this often by mere use: short-lived sessions need it finer
TOUCH_EVERY = dt.timedelta(seconds=30)
TOUCH_OWN_EVERY = dt.timedelta(hours=1)

CITIZEN = {"own": OWN_PHONE, "shared": SHARED_DEVICE}


def staff_lifetime(*, is_admin: bool) -> Lifetime:
    """An administrator's session is the shorter one."""
    return ADMINISTRATOR if is_admin else STAFF


def staff_session(
    *, since: dt.datetime, seen: dt.datetime, is_admin: bool, now: dt.datetime
) -> StaffSession:
    """Open, locked until the second factor is shown again, or over for good."""
    limit = staff_lifetime(is_admin=is_admin)
    if now - since >= limit.absolute:
        return StaffSession.OVER
    if limit.idle is not None and now - seen >= limit.idle:
        return StaffSession.LOCKED
    return StaffSession.OPEN


def has_rested_too_long(device: str, *, seen: dt.datetime, now: dt.datetime) -> bool:
    """Whether a session on a shared device was left alone; staff's are locked instead, not ended."""
    limit = CITIZEN.get(device)
    return limit is not None and limit.idle is not None and now - seen >= limit.idle


def touch_every(device: str) -> dt.timedelta:
    """How old "last used" may become before a use is written down."""
    return TOUCH_OWN_EVERY if device == "own" else TOUCH_EVERY
