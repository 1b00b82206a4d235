"""What a person types as her address, read strictly: a Vietnamese mobile number or an e-mail address."""

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import phonenumbers
from django.utils.translation import gettext_lazy as _
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from identity.accounts.prefixes import NEW_PREFIX

if TYPE_CHECKING:
    from django.utils.functional import Promise

REGION = "VN"
COUNTRY_CODE = 84
LONGEST_INPUT = 320
LONGEST_EMAIL = 254
LONGEST_LOCAL_PART = 64
# lengths are those of the national number, without the 0 that is dialled before it
MOBILE_LENGTH = 9
OLD_LENGTH = 10
MOBILE_BEGINS = ("3", "5", "7", "8", "9")

_DIALLED = re.compile(r"\(?\+?[0-9 .()\-]+", re.ASCII)
_SEPARATORS = re.compile(r"[ .()\-]+", re.ASCII)
_LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.ASCII)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{1,59}})", re.ASCII)

REFUSALS: dict[str, "Promise"] = {
    "empty": _("Enter your mobile number or your e-mail address."),
    "unreadable": _(
        "This is neither a mobile number nor an e-mail address. "
        "Enter for example 0912 345 678, or your e-mail address."
    ),
    "too_short": _(
        "A digit is missing: a mobile number has 10 digits. Check the number, or use an e-mail address."
    ),
    "too_long": _(
        "There are too many digits: a mobile number has 10. Check the number, or use an e-mail address."
    ),
    "old_number": _(
        "This is a number of before 2018. Today it is written %(suggestion)s. "
        "Use the new number, or an e-mail address."
    ),
    "landline": _(
        "This is a landline, which cannot receive text messages. "
        "Use a mobile number or an e-mail address."
    ),
    "foreign": _(
        "Text messages only go to mobile numbers of Vietnam. With a foreign number, use an e-mail address."
    ),
    "not_mobile": _("No mobile phone has this number. Check the number, or use an e-mail address."),
    "bad_email": _("This e-mail address is not complete. Enter it like lan@example.vn."),
    "email_too_long": _("This e-mail address is too long. Use a shorter one, or a mobile number."),
}


@dataclass(frozen=True)
class Contact:
    """An address in its one spelling: E.164 for a phone, lower case for an e-mail address."""

    kind: Literal["phone", "email"]
    value: str

    @property
    def display(self) -> str:
        """As people write it: 0912 345 678."""
        if self.kind == "email":
            return self.value
        return f"0{self.value[3:6]} {self.value[6:9]} {self.value[9:]}"


class ContactRefused(ValueError):
    """An address that cannot be used; `code` is stable, `message` says what to do instead.

    `suggestion` is today's form of a mobile number of before 2018. The text that was typed is kept
    nowhere in the exception, so it reaches no log.
    """

    def __init__(self, code: str, suggestion: Contact | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.suggestion = suggestion

    @property
    def message(self) -> str:
        """A sentence for people, with a way out."""
        shown = self.suggestion.display if self.suggestion else ""
        return str(REFUSALS[self.code]) % {"suggestion": shown}


def read_contact(raw: str) -> Contact:
    """The one spelling of what was typed, or ContactRefused with one of the codes in REFUSALS.

    Digits of every script count as digits, dashes of every length as hyphens; blanks and invisible
    marks around the address, as copying from a phone's contacts leaves them, do not count. Nothing
    else is forgiven.
    """
    if len(raw) > LONGEST_INPUT:
        raise ContactRefused("unreadable")
    text = _trimmed(unicodedata.normalize("NFC", raw))
    if not text:
        raise ContactRefused("empty")
    return _read_email(text) if "@" in text else _read_phone(text)


def _trimmed(text: str) -> str:
    """Without invisible format marks (bidi, zero width), every kind of blank as a plain one."""
    plain = (
        " " if letter.isspace() else letter
        for letter in text
        if unicodedata.category(letter) != "Cf"
    )
    return "".join(plain).strip()


def _read_email(text: str) -> Contact:
    """The local part is lower-cased like the domain: no provider people use tells them apart, and
    every spelling of one address must share one account and one budget. Dots and +tags stay."""
    if not text.isascii():
        raise ContactRefused("bad_email")
    local, _at, domain = text.lower().rpartition("@")
    if len(text) > LONGEST_EMAIL or len(local) > LONGEST_LOCAL_PART:
        raise ContactRefused("email_too_long")
    if not _LOCAL_PART.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise ContactRefused("bad_email")
    return Contact("email", f"{local}@{domain}")


def _read_phone(text: str) -> Contact:
    dialled = "".join(_as_dialled(letter) for letter in text)
    if not _DIALLED.fullmatch(dialled):
        raise ContactRefused("unreadable")
    digits = _SEPARATORS.sub("", dialled)
    try:
        number = phonenumbers.parse(digits, REGION)
    except phonenumbers.NumberParseException as failure:
        raise ContactRefused(_why_unparsed(failure)) from None
    if number.country_code != COUNTRY_CODE:
        raise ContactRefused("foreign")
    return _read_vietnamese(number)


def _as_dialled(letter: str) -> str:
    """A digit of any script as 0..9, and the dashes that phones and web pages print as a hyphen."""
    value = unicodedata.decimal(letter, None)
    if value is not None:
        return str(value)
    return "-" if unicodedata.category(letter) == "Pd" else letter


def _why_unparsed(failure: phonenumbers.NumberParseException) -> str:
    kinds = phonenumbers.NumberParseException
    if failure.error_type == kinds.TOO_LONG:
        return "too_long"
    if failure.error_type in {kinds.TOO_SHORT_NSN, kinds.TOO_SHORT_AFTER_IDD}:
        return "too_short"
    return "unreadable"


def _read_vietnamese(number: PhoneNumber) -> Contact:
    kind = phonenumbers.number_type(number)
    if kind == PhoneNumberType.MOBILE:
        return Contact("phone", phonenumbers.format_number(number, PhoneNumberFormat.E164))
    if kind == PhoneNumberType.FIXED_LINE:
        raise ContactRefused("landline")
    suggestion = _today(number)
    if suggestion is not None:
        raise ContactRefused("old_number", suggestion)
    raise ContactRefused(_why_not_mobile(str(number.national_number)))


def _today(number: PhoneNumber) -> Contact | None:
    """The number that replaced an 11-digit one between 2018 and 2019, if it is one in use."""
    national = phonenumbers.national_significant_number(number)
    prefix = NEW_PREFIX.get(f"0{national[:3]}")
    if len(national) != OLD_LENGTH or prefix is None:
        return None
    today = PhoneNumber(country_code=COUNTRY_CODE, national_number=int(prefix[1:] + national[3:]))
    if phonenumbers.number_type(today) != PhoneNumberType.MOBILE:
        return None
    return Contact("phone", phonenumbers.format_number(today, PhoneNumberFormat.E164))


def _why_not_mobile(national: str) -> str:
    """A number that begins like a mobile one is told what its length lacks."""
    if not national.startswith(MOBILE_BEGINS):
        return "not_mobile"
    if len(national) < MOBILE_LENGTH:
        return "too_short"
    return "too_long" if len(national) > MOBILE_LENGTH else "not_mobile"
