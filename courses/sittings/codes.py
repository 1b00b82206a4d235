"""The code of a supervised check: six signs that are hard to misread, and few wrong tries."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db.models import F

from courses.classes.joincodes import ALPHABET
from courses.sittings.models import CodeTries, Sitting
from courses.sittings.rules import WRONG_CODES

if TYPE_CHECKING:
    from identity.accounts.models import Person

LENGTH = 6
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = str.maketrans("", "", " -–—.\u00a0\t\r\n")


def new_code() -> str:
    """A fresh code from the system's random source: 30 bits, for the candidates of one class."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))


def is_code(typed: str, *, sitting: Sitting) -> bool:
    """Whether the code of this check was meant: case, blanks and hyphens do not matter, O is 0, I is 1."""
    meant = typed.upper().translate(_BETWEEN).translate(_MISREAD)
    return secrets.compare_digest(meant.encode(), sitting.code.encode())


def show_code(code: str) -> str:
    """The code in two groups, as it stands on the trainer's screen."""
    return f"{code[:3]} {code[3:]}"


def claim_try(*, sitting: Sitting, person: Person) -> bool:
    """Take one try before the code is compared; False when this person's tries here are used up.

    One UPDATE decides, so guesses at once cannot pass the limit. Give a right one back.
    """
    CodeTries.objects.get_or_create(sitting=sitting, person=person)
    mine = CodeTries.objects.filter(sitting=sitting, person=person, wrong_tries__lt=WRONG_CODES)
    return mine.update(wrong_tries=F("wrong_tries") + 1) == 1


def return_try(*, sitting: Sitting, person: Person) -> None:
    """A right code costs nothing."""
    mine = CodeTries.objects.filter(sitting=sitting, person=person, wrong_tries__gt=0)
    mine.update(wrong_tries=F("wrong_tries") - 1)
