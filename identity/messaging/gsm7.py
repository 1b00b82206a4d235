"""How a text fits into SMS: the GSM 7-bit alphabet (3GPP TS 23.038) and Vietnamese without marks."""

import unicodedata

SINGLE_PART = 160

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
_PLAIN = str.maketrans(
    {
        "đ": "d",
        "Đ": "D",
        "₫": "d",
        "–": "-",
        "—": "-",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "…": "...",
        "\u00a0": " ",
    }
)


def plain(text: str) -> str:
    """The text without Vietnamese marks, every letter in GSM-7; what has no plain form becomes "?"."""
    decomposed = unicodedata.normalize("NFD", text.translate(_PLAIN))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return "".join(letter if letter in _BASIC | _EXTENDED else "?" for letter in bare)


def septets(text: str) -> int | None:
    """How many 7-bit places the text takes (some signs take two); None when it is not GSM-7."""
    if any(letter not in _BASIC and letter not in _EXTENDED for letter in text):
        return None
    return sum(2 if letter in _EXTENDED else 1 for letter in text)


def fits_one_part(text: str) -> bool:
    """Whether the text is paid for once."""
    length = septets(text)
    return length is not None and length <= SINGLE_PART
