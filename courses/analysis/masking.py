"""Takes out of a sentence what looks like a number or address of somebody: pure."""

from __future__ import annotations

import re

MASK = "•••"
# six or more digits, however they are grouped: phone, card, account and citizen numbers, codes
_DIGITS = re.compile(r"\+?\d(?:[ .\-()]{0,2}\d){5,}")
_ADDRESS = re.compile(r"\S+@\S+")
_SPACES = re.compile(r"\s+")


def masked(text: str) -> str:
    """The sentence on one line with numbers of six digits and more, and e-mail addresses, masked."""
    plain = _SPACES.sub(" ", text).strip()
    return _DIGITS.sub(MASK, _ADDRESS.sub(MASK, plain))
