"""The number on a sign-in card: forty random bits in nine signs that are hard to misread.

Eight signs of Crockford's base 32 (https://www.crockford.com/base32.html) and one check sign of the
same alphabet, so that every keyboard has it. The check is a Reed-Solomon sign over GF(32): it finds
every single wrong sign and every two signs that changed places.
"""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SIGNS = 8
LENGTH = RANDOM_SIGNS + 1
GROUP = 3
RANDOM_BYTES = 5
LONGEST_TYPED = 40

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = str.maketrans("", "", " -–—.\u00a0\t\r\n")
_BITS = 5
_OVERFLOW = 1 << _BITS
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


def card_number(raw: bytes) -> str:
    """The number that five bytes stand for."""
    value = int.from_bytes(raw, "big")
    signs = "".join(
        ALPHABET[value >> shift & (_OVERFLOW - 1)]
        for shift in range(_BITS * (RANDOM_SIGNS - 1), -1, -_BITS)
    )
    return signs + ALPHABET[_double(_remainder(signs))]


def read_number(typed: str) -> str | None:
    """The number somebody meant, or None where a sign was misread or left out.

    Case, blanks and hyphens do not matter; O is 0, I and L are 1.
    """
    if len(typed) > LONGEST_TYPED:
        return None
    number = typed.upper().translate(_BETWEEN).translate(_MISREAD)
    if len(number) != LENGTH or not set(number) <= set(ALPHABET):
        return None
    return number if _remainder(number) == 0 else None


def show_number(number: str) -> str:
    """The number in three groups, as it stands on the card: ABC-DEF-GHJ."""
    return "-".join(number[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def _remainder(signs: str) -> int:
    """Horner's rule at the generator of GF(32); 0 for a number with its right check sign."""
    rest = 0
    for sign in signs:
        rest = _double(rest) ^ ALPHABET.index(sign)
    return rest


def _double(value: int) -> int:
    doubled = value << 1
    return doubled ^ _POLYNOMIAL if doubled & _OVERFLOW else doubled
