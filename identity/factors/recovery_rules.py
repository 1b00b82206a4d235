"""What a recovery code looks like and how a typed one is read; pure decisions.

Crockford's base 32 has no I, L, O and U: what people read as one of them is the digit it looks like.
"""

from __future__ import annotations

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 14
CODES = 10
FEW = 3
SHEETS_A_DAY = 5
LONGEST_TYPED = 64

_LOOKS_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """Fourteen signs, 70 random bits."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))


def grouped(code: str) -> str:
    """As it stands on the sheet: `7K3M-9QXR-2T5-W8H`, short groups that can be read aloud."""
    return "-".join((code[:4], code[4:8], code[8:11], code[11:]))


def read_recovery_code(typed: str) -> str | None:
    """The fourteen signs of what was typed, or None.

    Small letters, blanks, hyphens of every kind, full-width signs and O, I, L for 0 and 1 are all read.
    """
    if len(typed) > LONGEST_TYPED:
        return None
    folded = unicodedata.normalize("NFKC", typed).upper()
    code = "".join(sign for sign in folded if not _separates(sign)).translate(_LOOKS_LIKE)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def _separates(sign: str) -> bool:
    return sign.isspace() or sign in "._" or unicodedata.category(sign) in {"Pd", "Cf"}
