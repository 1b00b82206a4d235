"""A person's name as she writes it: NFC, single blanks, her own place of the tone mark."""

import re
import unicodedata
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

LONGEST_NAME = 100
LEAST_LETTERS = 2
# letters of any script with their marks, and what stands inside names: O'Brien, Anne-Marie, Jr.
_ALLOWED_MARKS = " '’.-"
_BLANKS = re.compile(r"\s+")

REFUSALS: dict[str, "Promise"] = {
    "empty": _("Enter your full name."),
    "too_short": _("Enter your full name, with family name and given name."),
    "too_long": _("This name is too long. Use at most 100 letters."),
    "not_a_name": _("A name is written with letters. Leave out signs such as @ or <."),
}


class NameRefused(ValueError):
    """A name that cannot be one; `code` is stable, `message` is for people."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def message(self) -> str:
        """A sentence for people."""
        return str(REFUSALS[self.code])


def read_name(raw: str) -> str:
    """The name to store, or NameRefused with one of the codes in REFUSALS."""
    if len(raw) > 4 * LONGEST_NAME:
        raise NameRefused("too_long")
    name = _BLANKS.sub(" ", unicodedata.normalize("NFC", raw)).strip()
    if not name:
        raise NameRefused("empty")
    if len(name) > LONGEST_NAME:
        raise NameRefused("too_long")
    if not all(_belongs(letter) for letter in name):
        raise NameRefused("not_a_name")
    if sum(letter.isalpha() for letter in name) < LEAST_LETTERS:
        raise NameRefused("too_short")
    return name


def _belongs(letter: str) -> bool:
    return letter in _ALLOWED_MARKS or unicodedata.category(letter)[0] in {"L", "M", "N"}
