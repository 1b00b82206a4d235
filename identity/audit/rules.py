"""How entries are cut into seals and segments, and how long a segment is kept."""

from __future__ import annotations

import datetime as dt

from identity.local_time import VIETNAM

MONTHS = 12
# a seal is one transaction and one line in the log
ENTRIES_IN_A_SEAL = 500
# ids below those sealed so long ago are looked through once a night, not each minute
LOOK_BACK = dt.timedelta(days=1)
# longer than any data the entries are about; the database itself holds entries for a year
KEPT_FOR = dt.timedelta(days=5 * 366)


def segment_of(moment: dt.datetime) -> str:
    """The month of a moment as people here count it, such as "2026-11"."""
    return f"{moment.astimezone(VIETNAM):%Y-%m}"


def segment_after(segment: str) -> str:
    """The month that follows, such as "2027-01" after "2026-12"."""
    year, month = (int(part) for part in segment.split("-"))
    return f"{year + month // MONTHS}-{month % MONTHS + 1:02}"


def is_over_term(closed_at: dt.datetime, *, now: dt.datetime) -> bool:
    """Whether a segment closed at that moment has been kept long enough."""
    return closed_at <= now - KEPT_FOR
