"""Vietnamese spelling as data: one spelling to store, one to search without marks, one to sort by."""

import re
import unicodedata

_STROKED = str.maketrans({"đ": "d", "Đ": "D"})
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_WEIGHTS = {letter: f"{20 + index}" for index, letter in enumerate(_ALPHABET)} | {
    digit: f"{10 + int(digit)}" for digit in "0123456789"
}
_GAP = "01"
_END = "00"
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")
# "Hoà" and "Thuỷ" put the mark on the second vowel, the resolutions put it on the first. Only an
# open syllable is in doubt ("hoàn" has one spelling), and after q the u belongs to the consonant.
_MARK_ON_SECOND_VOWEL = re.compile(
    "(?P<first>o(?=[ae])|(?<!q)u(?=y))(?P<second>[aey])(?P<tone>[\u0300\u0301\u0303\u0309\u0323])(?!\\w)",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """NFC text with single blanks and the tone mark where the official lists put it (Hòa, Thủy)."""
    decomposed = unicodedata.normalize("NFD", " ".join(text.split()))
    moved = _MARK_ON_SECOND_VOWEL.sub(r"\g<first>\g<tone>\g<second>", decomposed)
    return unicodedata.normalize("NFC", moved)


def marked(text: str) -> str:
    """Lower-case words with their marks, for telling an exact match from one that only sounds alike."""
    return _NEITHER_LETTER_NOR_DIGIT.sub(" ", tidy(text).lower()).strip()


def fold(text: str) -> str:
    """Lower-case words without any mark: "Cẩm Giàng" and "cam  giang" are the same."""
    decomposed = unicodedata.normalize("NFD", text.translate(_STROKED))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _NEITHER_LETTER_NOR_DIGIT.sub(" ", bare.lower()).strip()


def sort_key(text: str) -> str:
    """A string of digits whose plain order is Vietnamese order, under every collation of every database.

    Letters first (a ă â b c d đ e ê ...), then tones syllable by syllable (ngang, huyền, hỏi, ngã, sắc,
    nặng), as the Vietnamese alphabet and ICU's locale `vi` have it.
    """
    words = marked(text).split()
    letters = _GAP.join("".join(_weigh(word)) for word in words)
    tones = "".join(str(_tone(word)) for word in words)
    return f"{letters}{_END}{tones}"


def name_sort_key(name: str) -> str:
    """A person's place in a list: by the last word of the name, then by the whole name."""
    words = tidy(name).split()
    return sort_key(words[-1]) + _END + sort_key(name) if words else ""


def _weigh(word: str) -> list[str]:
    return [_WEIGHTS[letter] for letter in map(_toneless, word) if letter in _WEIGHTS]


def _toneless(letter: str) -> str:
    """The letter without its tone but with its shape: ậ becomes â."""
    parts = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))


def _tone(word: str) -> int:
    """0 to 5 for ngang, huyền, hỏi, ngã, sắc, nặng."""
    marks = (_TONES[part] for part in unicodedata.normalize("NFD", word) if part in _TONES)
    return next(marks, 0)
