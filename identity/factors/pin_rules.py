"""What a PIN may be: 4 to 6 digits, or three pictures out of twelve in their order; pure decisions.

The order of the pictures counts: 1,320 ways to choose three different ones against 220 without it,
and whoever tells herself a small story ("the boat, then the rice, then the cat") keeps the order.
"""

import re
import unicodedata
from collections.abc import Collection
from itertools import pairwise

SHORTEST, LONGEST = 4, 6
PICTURES, CHOSEN = 12, 3
LONGEST_TYPED = 64

_BETWEEN = re.compile(r"[\s.,_\-–—]+")
# what people everywhere choose first, beside the rows and repetitions that are found by looking
_FAVOURITES = frozenset({"2580", "0852", "1357", "2468", "6868", "8686", "147258", "159357"})


def read_digits(typed: str) -> str | None:
    """The 4 to 6 ASCII digits of what was typed, in any grouping and digit script; None if it is none."""
    folded = "".join(_digit(letter) for letter in _BETWEEN.sub("", typed[:LONGEST_TYPED]))
    is_whole = folded.isascii() and folded.isdigit() and SHORTEST <= len(folded) <= LONGEST
    return folded if is_whole else None


def read_pictures(typed: str) -> str | None:
    """Three different pictures by their numbers 1 to 12, as `3-11-7`; None if it is something else."""
    numbers = [
        int(part) for part in _BETWEEN.split(typed[:LONGEST_TYPED].strip()) if _is_short(part)
    ]
    is_choice = len(set(numbers)) == len(numbers) == CHOSEN
    if not is_choice or not all(1 <= number <= PICTURES for number in numbers):
        return None
    return "-".join(map(str, numbers))


def is_weak(pin: str, *, about_her: Collection[str]) -> bool:
    """Whether these digits are what somebody close would try first.

    `about_her`: the digits of her numbers and the years others know. Pictures beside one another in
    their row are weak in the same way as 1234.
    """
    if "-" in pin:
        return _is_row([int(part) for part in pin.split("-")])
    return (
        pin in _FAVOURITES
        or _is_row([int(digit) for digit in pin])
        or _repeats(pin)
        or any(known.endswith(pin) for known in about_her)
    )


def _digit(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)


def _is_short(part: str) -> bool:
    """A number of one or two digits: int() of anything longer would be work for nothing."""
    return part.isascii() and part.isdigit() and len(part) <= len(str(PICTURES))


def _is_row(numbers: list[int]) -> bool:
    """Each one step after or before the last: 1234, 4321; with 0 after 9, as on a phone."""
    steps = {(after - before) % 10 for before, after in pairwise(numbers)}
    return steps in ({1}, {9})


def _repeats(pin: str) -> bool:
    """One digit or one short group over and over: 1111, 1212, 123123; or two halves mirrored: 1221."""
    has_period = any(
        len(pin) % size == 0 and pin == pin[:size] * (len(pin) // size)
        for size in range(1, len(pin) // 2 + 1)
    )
    return has_period or pin == pin[::-1]
