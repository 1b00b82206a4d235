"""The code of a class: 40 random bits in eight signs that are hard to misread and easy to say."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U (https://www.crockford.com/base32.html)."""

LENGTH = 8
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = str.maketrans("", "", " -–—.\u00a0\t\r\n")


def new_code() -> str:
    """A fresh code from the system's random source."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))


def read_code(typed: str) -> str | None:
    """The code somebody meant, or None: case, blanks and hyphens do not matter, O is 0, I and L are 1."""
    code = typed.upper().translate(_BETWEEN).translate(_MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def show_code(code: str) -> str:
    """The code in two groups, as it stands on the wall: ABCD-EFGH."""
    half = LENGTH // 2
    return f"{code[:half]}-{code[half:]}"
