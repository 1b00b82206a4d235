"""Pure decisions about the addresses people hold."""

from __future__ import annotations

import datetime as dt

# carriers give a silent number to somebody else after 31 to 60 days
SILENT_AFTER = dt.timedelta(days=30)


def is_silent(proved_at: dt.datetime, *, now: dt.datetime) -> bool:
    """Whether a number last proved then may have changed hands, so that a code alone opens nothing old.

    Source: the terms of the carriers; Lee and Narayanan, Security and Privacy Risks of Number
    Recycling, Princeton 2021.
    """
    return now - proved_at > SILENT_AFTER
