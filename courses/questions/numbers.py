"""A number as people write it here, with its unit beside it: pure."""

from __future__ import annotations

import re
from decimal import Decimal

LONGEST = 40
FOUND = re.compile(r"[-+]?\d[\d.,]*")
BLANK_WITHIN = re.compile(r"(?<=\d)\s+(?=\d{3}(?!\d))")
GROUPED = re.compile(r"([-+]?\d{1,3})((?:\.\d{3})+|(?:,\d{3})+)(?:[.,](\d{1,2}))?")
PLAIN = re.compile(r"[-+]?\d+(?:[.,]\d+)?")


def number_in(text: str) -> Decimal | None:
    """The one number in a text; None for none, several or something else.

    Dots, commas and blanks before groups of three digits part thousands, any other dot or comma begins
    the decimals: "1.500.000 đ" is a million and a half, "1,5" is one and a half.
    """
    found = FOUND.findall(BLANK_WITHIN.sub("", text[: LONGEST + 1]))
    if len(found) != 1 or len(text) > LONGEST:
        return None
    digits = found[0].rstrip(".,")
    if grouped := GROUPED.fullmatch(digits):
        whole, groups, part = grouped.groups()
        return Decimal(f"{whole}{re.sub('[.,]', '', groups)}.{part or 0}")
    return Decimal(digits.replace(",", ".")) if PLAIN.fullmatch(digits) else None
