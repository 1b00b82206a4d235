"""Whether what was typed into a simulated field is what the card says: pure, and lenient with spelling.

The same rules run on the phone (cms/static/js/scenes.js).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from identity.communes.folding import fold

LONGEST_TYPED = 200
"""More is cut off before it is compared."""
FREE = "free"
PARTS_OF_A_DAY = 3
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a field is to hold, compared by its rule."""

    wanted: str
    rule: str

    def is_met(self, typed: str) -> bool:
        """Whether what was typed will do."""
        return fits(typed, wanted=self.wanted, rule=self.rule)


def fits(typed: str, *, wanted: str, rule: str) -> bool:
    """Whether a field is filled in right.

    `same` forgives letters without marks, capitals and blanks; `digits` compares the digits alone
    (45.000 is 45000); `date` compares day, month and year however they are parted; `free` takes anything.
    """
    if rule == FREE:
        return True
    one, other = plain(typed[:LONGEST_TYPED], rule), plain(wanted, rule)
    return bool(other) and one == other


def plain(text: str, rule: str) -> str:
    """A text as its rule compares it; an empty text fits no rule but `free`."""
    if rule == "digits":
        return "".join(DIGITS.findall(text))
    if rule == "date":
        return day_of(text)
    return fold(text)


def day_of(text: str) -> str:
    """Day, month and year without zeros before them; empty where there are not three numbers."""
    numbers = [number.lstrip("0") for number in DIGITS.findall(text)]
    return "-".join(numbers) if len(numbers) == PARTS_OF_A_DAY and all(numbers) else ""
