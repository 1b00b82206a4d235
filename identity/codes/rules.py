"""The figures of one-time codes and the decisions that follow from them.

Sources: NIST SP 800-63B-4 (six digits, at most ten minutes, used once), OWASP ASVS 5.0 section 6.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

DIGITS = 6
LIFE = timedelta(minutes=10)
# a code with less life left than this is not sent again: a fresh one is made
LEAST_LIFE_TO_RESEND = timedelta(minutes=2)
ATTEMPTS_PER_CODE = 5

RESEND_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15))
ADDRESS_WINDOWS = (
    (1, timedelta(minutes=1)),
    (3, timedelta(minutes=15)),
    (5, timedelta(hours=1)),
    (10, timedelta(days=1)),
)
NETWORK_WINDOW = timedelta(hours=1)
# a visit costs a few rows and no message, and a district may stand behind one address of a phone company
VISITS_FOR_A_CODE = 5

TRIES_SINCE_SUCCESS = 50

BROWSER_KNOWN_FOR = timedelta(days=30)
CHALLENGE_KEPT_FOR = timedelta(days=1)
SENDS_KEPT_FOR = timedelta(days=1)
TRIES_KEPT_FOR = timedelta(days=365)

LONGEST_TYPED_CODE = 64
_BETWEEN_DIGITS = frozenset(".-_,·'")


@dataclass(frozen=True)
class Closing:
    """After how many tries a budget closes, and for how long: longer each time, the last span for good."""

    tries: int
    spans: tuple[timedelta, ...]


CODES_CLOSE = Closing(tries=10, spans=tuple(timedelta(hours=hours) for hours in (1, 2, 4)))
# a PIN is short and never sent anew: fewer tries at once, and so no more than ten in any hour
PINS_CLOSE = Closing(tries=5, spans=tuple(timedelta(minutes=minutes) for minutes in (15, 60, 240)))

type_of_windows = Sequence[tuple[int, timedelta]]


def read_code(raw: str, *, digits: int = DIGITS) -> str | None:
    """The ASCII digits (six, or as many as asked for) of what was typed, or None.

    Digits of every script count, in any grouping by blanks, dots, hyphens or dashes.
    """
    if len(raw) > LONGEST_TYPED_CODE:
        return None
    folded = "".join(_digit(letter) for letter in raw if not _separates(letter))
    return folded if len(folded) == digits and folded.isascii() and folded.isdigit() else None


def _separates(letter: str) -> bool:
    return (
        letter.isspace()
        or letter in _BETWEEN_DIGITS
        or unicodedata.category(letter) in {"Pd", "Cf"}
    )


def _digit(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)


def next_send_at(sent: Sequence[float], windows: type_of_windows) -> datetime | None:
    """When another message may go out after those at `sent` (ascending seconds since 1970).

    Kept to, no span of any window ever holds more sends than the window allows. None: at once.
    """
    free = [sent[-most] + span.total_seconds() for most, span in windows if len(sent) >= most]
    return datetime.fromtimestamp(max(free), tz=UTC) if free else None


def still_counting(
    sent: Sequence[float], windows: type_of_windows, *, now: datetime
) -> list[float]:
    """The sends that some window can still see, ascending."""
    widest = max(span for _most, span in windows)
    return sorted(at for at in sent if at > (now - widest).timestamp())


def resend_wait(sends: int) -> timedelta:
    """How long after the n-th message of one code the next may follow."""
    return RESEND_WAITS[min(sends, len(RESEND_WAITS)) - 1]


def minutes_left(expires_at: datetime, *, now: datetime) -> int:
    """Whole minutes a person can count on, at least one."""
    return max(1, int((expires_at - now).total_seconds() // 60))
