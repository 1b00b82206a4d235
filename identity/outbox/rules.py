"""When a promise is tried again, and how long a worker may hold it."""

from datetime import timedelta

LEASE = timedelta(minutes=6)
FIRST_WAIT_SECONDS = 5
LONGEST_WAIT_SECONDS = 3600
KEPT_FOR = timedelta(days=7)


def wait_after(tries: int) -> timedelta:
    """Time until the next try after `tries` failed ones: 5 s, doubled each time, an hour at most."""
    doubled = FIRST_WAIT_SECONDS * 2 ** min(max(tries, 1) - 1, 20)
    return timedelta(seconds=min(doubled, LONGEST_WAIT_SECONDS))
