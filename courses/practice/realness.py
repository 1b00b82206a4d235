"""Whether something typed into a practice looks real: pure; a practice takes invented data only.

Nothing here stores or logs what it looks at. The same rule runs on the phone (cms/static/js/realness.js).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

CARD_LENGTHS = range(13, 20)
"""Digits of a payment card (ISO/IEC 7812-1)."""
CITIZEN_LENGTH = 12
MOST_GROUPS = CARD_LENGTHS[-1]
"""Groups of digits looked at together: a card written digit by digit."""
PROVINCES = frozenset(
    re.findall(
        r"\d{3}",
        "001002004006008010011012014015017019020022024025026027030031033"
        "034035036037038040042044045046048049051052054056058060062064066"
        "067068070072074075077079080082083084086087089091092093094095096",
    )
)
"""Where a birth may have been registered (Circular 07/2016/TT-BCA, annex)."""
CENTURIES = frozenset("0123")
"""Century of birth and sex, of people who can be alive (Decree 137/2015)."""
MOBILE = re.compile(r"0[35789]\d{8}")
ABROAD = re.compile(r"(?:00)?840?([35789]\d{8})")
GAP = re.compile(r"[ .\-]{1,3}")
NUMBER = re.compile(rf"[0-9]+(?:{GAP.pattern}[0-9]+)*")
CODE = re.compile(r"[0-9]{6}|[0-9]{3}[ \-][0-9]{3}")
UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def what_looks_real(text: str, *, invented: Collection[str]) -> str | None:
    """`card`, `citizen_number`, `phone` or `code` if the text holds one, else None.

    A number that stands in one of the `invented` texts is allowed, however it is grouped.
    """
    allowed = numbers_in(invented)
    return next(_found([text], allowed), None)


def looks_real(answer: Any, *, allowed: Collection[str]) -> bool:
    """Whether any text within an answer looks real; `allowed` is what `numbers_in` gave."""
    return any(_found(texts_of(answer), allowed))


def numbers_in(node: Any) -> frozenset[str]:
    """Every number in the texts of a JSON value, as its digits."""
    return frozenset(_plain(number) for text in texts_of(node) for number in _numbers(text))


def is_card(digits: str) -> bool:
    """Whether digits are as many as a card has, and their check digit holds (ISO/IEC 7812-1, Luhn)."""
    return len(digits) in CARD_LENGTHS and len(set(digits)) > 1 and _luhn(digits) % 10 == 0


def is_citizen_number(digits: str) -> bool:
    """Whether digits could be a citizen's number: a province, a century with a sex, a year, six more."""
    return len(digits) == CITIZEN_LENGTH and digits[:3] in PROVINCES and digits[3] in CENTURIES


def is_phone(digits: str) -> bool:
    """Whether digits are a mobile number, with the code of the country or without."""
    return MOBILE.fullmatch(_national(digits)) is not None


def is_code(written: str) -> bool:
    """Whether a number could be a one-time code; one that is written or ends like a sum of money is none."""
    return CODE.fullmatch(written) is not None and not written.endswith("000")


def texts_of(node: Any) -> Iterator[str]:
    """The texts within a JSON value; ids and names of fields are not typed by anybody."""
    if isinstance(node, str):
        if not UUID.fullmatch(node):
            yield node
    elif isinstance(node, Mapping):
        yield from texts_of(list(node.values()))
    elif isinstance(node, Collection):
        for each in node:
            yield from texts_of(each)


def _found(texts: Iterable[str], allowed: Collection[str]) -> Iterator[str]:
    """The kinds found; a number that is allowed as a whole is not looked into."""
    for number in (number for text in texts for number in _numbers(text)):
        if _plain(number) not in allowed:
            yield from _kinds(number, allowed)


def _numbers(text: str) -> list[str]:
    """Numbers as they were written, in whatever digits and with whatever blanks."""
    return NUMBER.findall("".join(map(_ascii, text)))


def _ascii(letter: str) -> str:
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    return {"Cf": "", "Zs": " ", "Pd": "-"}.get(unicodedata.category(letter), letter)


def _plain(number: str) -> str:
    return _national(GAP.sub("", number))


def _national(digits: str) -> str:
    abroad = ABROAD.fullmatch(digits)
    return f"0{abroad[1]}" if abroad else digits


def _kinds(number: str, allowed: Collection[str]) -> Iterator[str]:
    """What the number is, or a part of it between two gaps; a code is a number by itself."""
    runs = [run for run in _runs(GAP.split(number)) if _national(run) not in allowed]
    tests = (("card", is_card), ("citizen_number", is_citizen_number), ("phone", is_phone))
    yield from (kind for kind, test in tests if any(map(test, runs)))
    if is_code(number):
        yield "code"


def _runs(groups: list[str]) -> Iterator[str]:
    for start in range(len(groups)):
        for end in range(start + 1, min(start + MOST_GROUPS, len(groups)) + 1):
            yield "".join(groups[start:end])


def _luhn(digits: str) -> int:
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2]]
    return sum(doubled) + sum(int(digit) for digit in digits[-1::-2])
