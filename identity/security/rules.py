"""The figures of notices and of closed changes, and how a typed reply is read."""

from __future__ import annotations

import datetime as dt

from identity.codes.rules import read_code

# a person away from her phone for a week still finds the notice in time
DISAVOWABLE_FOR = dt.timedelta(days=10)
FROZEN_FOR = dt.timedelta(days=10)
# later than this a notice would speak of something long past
NOTICE_LIFE = dt.timedelta(days=3)
EVENTS_KEPT_FOR = dt.timedelta(days=365)
# a network that mistyped replies is a stranger again after a day
TRIES_KEPT_FOR = dt.timedelta(days=1)

# 40 bits: digits alone, because a Vietnamese keyboard turns typed letters into others
REPLY_DIGITS = 12
GROUP = 4


def read_reply(raw: str) -> str | None:
    """The twelve ASCII digits of what was typed in any grouping or digit script, or None."""
    return read_code(raw, digits=REPLY_DIGITS)


def grouped(reply: str) -> str:
    """The digits as they are easiest to copy: three groups of four."""
    return " ".join(reply[start : start + GROUP] for start in range(0, len(reply), GROUP))
