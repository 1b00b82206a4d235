"""What people on one number call themselves in the list everybody on it sees; pure decisions."""

import re
import unicodedata
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

LONGEST = 20
_BLANKS = re.compile(r"\s+")
_SIGNS = frozenset(" .'’-")
# what looks like another letter at a glance, once marks and capitals are gone
_LOOKS_LIKE = str.maketrans({"đ": "d", "0": "o", "1": "l", "i": "l", "j": "l", "5": "s", "2": "z"})

REFUSALS: dict[str, "Promise"] = {
    "empty": _("Choose a nickname, for example “Bà Lan” or “Mẹ”."),
    "too_long": _("This nickname is too long. Use at most 20 letters."),
    "not_letters": _("A nickname has letters and digits only, for example “Bà Lan” or “Mẹ”."),
    "full_name": _(
        "Choose a nickname, not your full name: everybody who uses this number sees it."
    ),
    "taken": _(
        "Somebody on this number has a nickname that looks the same. Add a word, for example “Bà Lan”."
    ),
}


class NicknameRefused(ValueError):
    """A nickname that cannot be one; `code` is stable, `message` is for people."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def message(self) -> str:
        """A sentence for people."""
        return str(REFUSALS[self.code])


def read_nickname(raw: str, *, full_name: str) -> str:
    """The nickname to store; NicknameRefused with one of the codes in REFUSALS.

    A full name of several words is refused: whoever holds the phone would learn it. Only letters of
    the Vietnamese alphabet are taken, since those of others can look the same and be others.
    """
    nickname = _BLANKS.sub(" ", unicodedata.normalize("NFC", raw[: 4 * LONGEST])).strip()
    if not nickname:
        raise NicknameRefused("empty")
    if len(nickname) > LONGEST:
        raise NicknameRefused("too_long")
    if not all(_belongs(letter) for letter in nickname) or not look(nickname):
        raise NicknameRefused("not_letters")
    if " " in full_name.strip() and look(nickname) == look(full_name):
        raise NicknameRefused("full_name")
    return nickname


def look(nickname: str) -> str:
    """How a nickname looks at a glance: two on one number must not look the same.

    Marks, capitals, blanks and signs do not count, and letters and digits that are easily taken for
    one another are one: Lan and Lân and LAN, Bao1 and Baol.
    """
    plain = unicodedata.normalize("NFD", nickname.casefold())
    letters = "".join(letter for letter in plain if letter.isalnum())
    return letters.translate(_LOOKS_LIKE).replace("rn", "m").replace("vv", "w")


def _belongs(letter: str) -> bool:
    """A letter of the Vietnamese alphabet, a digit, or what may stand between them."""
    first = unicodedata.normalize("NFD", letter)[0]
    return letter in _SIGNS or letter in "đĐ" or (first.isascii() and first.isalnum())
