"""The code of a certificate: 128 random bits and two check letters, in letters that survive a phone call.

Crockford's base 32 (no I, L, O or U), seven groups of four. The two last letters are the number modulo
1021, the largest prime they can spell, so that one wrong letter or two neighbours exchanged never pass.
"""

from __future__ import annotations

import secrets

BITS = 128
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BODY, CHECK, GROUP = 26, 2, 4
CHECK_MODULUS = 1021
LENGTH = BODY + CHECK
# how people read them aloud and how cameras see them
ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
BETWEEN = str.maketrans("", "", " \t\n\r-–—.\u00a0")


class Mistyped(ValueError):
    """No code has this shape or these check letters: somebody slipped, which is no forgery."""

    code = "mistyped"


def new_code() -> str:
    """A code nobody can guess."""
    return _spelled(secrets.randbits(BITS))


def read_code(typed: str) -> str:
    """The code that somebody meant, as it is stored: capitals, no blanks, O as 0, I and L as 1.

    Refusal: Mistyped, for the wrong length, a foreign letter or check letters that do not fit.
    """
    code = typed[: 4 * LENGTH].translate(BETWEEN).upper().translate(ALIKE)
    if len(code) != LENGTH or any(letter not in LETTERS for letter in code):
        raise Mistyped
    if _spelled(_number(code[:BODY]) % 2**BITS) != code:
        raise Mistyped
    return code


def shown(code: str) -> str:
    """The code in groups: ABCD-EFGH-…"""
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def _spelled(number: int) -> str:
    return _letters(number, BODY) + _letters(number % CHECK_MODULUS, CHECK)


def _letters(number: int, length: int) -> str:
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(length)))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * len(LETTERS) + LETTERS.index(letter)
    return number
