"""PINs: the second proof of people who share a number or sign in with a card.

A PIN never opens anything by itself, and never stands for staff's second factor. Its tries are
counted per person, by the same statement as every other, before anything is compared.
"""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING, NoReturn

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from identity import keys
from identity.accounts import actions as accounts
from identity.accounts.contacts import Contact
from identity.accounts.models import Person
from identity.accounts.queries import contacts_of
from identity.audit import actions as audit
from identity.codes import trying
from identity.codes.models import TryScope
from identity.codes.refusals import CodeRefused, TriesClosed
from identity.factors import pin_rules
from identity.factors.hashing import SALT_BYTES, slow_hash
from identity.factors.models import Pin, PinKind
from identity.factors.sealing import try_digests
from identity.security import actions as security

if TYPE_CHECKING:
    from datetime import datetime

PURPOSE = "factors.pin"
NOBODY = 0
READ = {PinKind.DIGITS: pin_rules.read_digits, PinKind.PICTURES: pin_rules.read_pictures}


class PinUnreadable(CodeRefused):
    """What was given cannot be a PIN; no try is lost."""

    code = "unreadable_pin"
    sentence = _("A PIN has 4 to 6 digits. Enter your PIN.")
    sentences = {
        PinKind.DIGITS: sentence,
        PinKind.PICTURES: _("Choose three different pictures, one after the other."),
    }

    def __init__(self, *, kind: PinKind) -> None:
        super().__init__()
        self.kind = kind

    @property
    def message(self) -> str:
        """The sentence for digits or for pictures."""
        return str(self.sentences[self.kind])


class WeakPin(CodeRefused):
    """A PIN that somebody close would guess at once."""

    code = "weak_pin"
    sentence = _(
        "This is too easy to guess. Do not use a row such as 1234, the same digit again and again,"
        " a year of birth or the end of your phone number."
    )


class WrongPin(CodeRefused):
    """Not the PIN of this person, or there is none: the two look the same."""

    code = "wrong_pin"
    sentence = _("This is not the right PIN. Take your time and try again.")


class PinClosed(TriesClosed):
    """Too many wrong tries; without `retry_at` only a person can open it again."""

    code = "pin_closed"
    sentence = _(
        "The PIN was wrong too often. Try again after %(time)s, or ask your trainer to open it."
    )
    sentence_for_good = _(
        "The PIN was wrong too often. Ask your trainer or the office of your commune for a new one."
    )


def set_pin(
    *, person: Person, pin: str, kind: PinKind = PinKind.DIGITS, by: Person, now: datetime
) -> None:
    """Give the person a PIN in place of the one before, and open its tries again.

    Whoever sees `by` do it stands before her or has a fresh proof: the page asks. Set by somebody
    else, all her sessions end. Refusals: PinUnreadable, WeakPin, Frozen.
    """
    read = check_new_pin(person=person, pin=pin, kind=kind, now=now)
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        _write(person, read, kind, by=by, now=now)
        trying.reopen(TryScope.PIN, pin_digests(person), now=now)
        audit.record(act="factors.pin_set", by=by, subjects=[person.pk], now=now)
        security.report(person=person, kind="pin_changed", now=now)
        if by != person:
            accounts.end_sessions(person=person, by=by, now=now)


def check_new_pin(
    *, person: Person, pin: str, kind: PinKind = PinKind.DIGITS, now: datetime
) -> str:
    """The PIN as it would be kept. Refusals: PinUnreadable, WeakPin, Frozen."""
    read = READ[kind](pin)
    if read is None:
        raise PinUnreadable(kind=kind)
    security.refuse_if_frozen(person, now)
    if pin_rules.is_weak(read, about_her=_about(person)):
        raise WeakPin
    return read


def verify_pin(*, person: Person, pin: str, now: datetime) -> None:
    """Check a typed PIN. The try is counted and committed before anything is compared.

    The work is the same whether the person has a PIN or none.
    Refusals: PinUnreadable (no try lost), WrongPin, PinClosed.
    """
    kept = pin_of(person)
    kind = PinKind(kept.kind) if kept else PinKind.DIGITS
    read = READ[kind](pin)
    if read is None:
        raise PinUnreadable(kind=kind)
    _claim(pin_digests(person), now=now)
    if not _is_right(kept, read, person=person):
        _tell_of_guessing(person, now=now)
        raise WrongPin
    with transaction.atomic(durable=True):
        trying.succeed(TryScope.PIN, pin_digests(person), now=now)


def refuse_alike(*, digests: list[str], kind: PinKind, pin: str, now: datetime) -> NoReturn:
    """Answer for nobody as for somebody with another PIN: the same work, counts and refusals.

    `digests` name what was tried in place of a person: the number of a card that is not there.
    """
    Pin.objects.filter(person_id=NOBODY).first()
    read = READ[kind](pin)
    if read is None:
        raise PinUnreadable(kind=kind)
    _claim(digests, now=now)
    slow_hash(read, salt=bytes(SALT_BYTES))
    trying.closed_budget(TryScope.PIN, digests, now=now)
    raise WrongPin


def reopen_pin(*, person: Person, by: Person, now: datetime) -> bool:
    """Open a closed budget of PIN tries by hand; whether there was something to open."""
    with transaction.atomic():
        opened = trying.reopen(TryScope.PIN, pin_digests(person), now=now)
        audit.record(act="factors.pin_reopened", by=by, subjects=[person.pk], now=now)
    return opened


def has_pin(person: Person) -> bool:
    """Whether the person has a PIN."""
    return Pin.objects.filter(person=person).exists()


def pin_of(person: Person) -> Pin | None:
    """Her PIN: its kind and when she chose it; the number itself stands nowhere."""
    return Pin.objects.filter(person=person).first()


def pin_kind(person: Person) -> PinKind | None:
    """Digits or pictures; None without a PIN."""
    pin = pin_of(person)
    return PinKind(pin.kind) if pin else None


def is_closed(person: Person, *, now: datetime) -> bool:
    """Whether no PIN of this person is compared at `now`."""
    return trying.closed_budget(TryScope.PIN, pin_digests(person), now=now) is not None


def pin_digests(person: Person) -> list[str]:
    """The digests of this person's budget of PIN tries, under every key of the ring."""
    return try_digests(person)


def _claim(digests: list[str], *, now: datetime) -> None:
    try:
        with transaction.atomic(durable=True):
            trying.claim(TryScope.PIN, digests, now=now)
    except TriesClosed as closed:
        raise PinClosed(retry_at=closed.retry_at) from None


def _tell_of_guessing(person: Person, *, now: datetime) -> None:
    """The owner hears of it when the wrong tries closed her PIN."""
    if is_closed(person, now=now):
        security.report(person=person, kind="pin_tried", now=now)


def _write(person: Person, read: str, kind: PinKind, *, by: Person, now: datetime) -> None:
    salt = secrets.token_bytes(SALT_BYTES)
    hashed = slow_hash(read, salt=salt).hex()
    Pin.objects.update_or_create(
        person=person,
        defaults={
            "kind": kind,
            "salt": salt,
            "sealed_hash": keys.seal(hashed, purpose=PURPOSE, context=str(person.uuid)),
            "set_at": now,
            "set_by": by,
        },
    )


def _is_right(kept: Pin | None, read: str, *, person: Person) -> bool:
    """Hash in any case; a seal whose key has left the ring opens for nobody."""
    salt = bytes(kept.salt) if kept else bytes(SALT_BYTES)
    hashed = slow_hash(read, salt=salt).hex()
    if kept is None:
        return False
    try:
        expected = keys.unseal(kept.sealed_hash, purpose=PURPOSE, context=str(person.uuid))
    except keys.Unsealable:
        return False
    return hmac.compare_digest(hashed, expected)


def _about(person: Person) -> list[str]:
    """The digits others know of her: her year of birth and her numbers as they are dialled."""
    years = [str(person.birth_year)] if person.birth_year else []
    return [*years, *(_dialled(contact) for contact in contacts_of(person))]


def _dialled(contact: Contact) -> str:
    return "".join(letter for letter in contact.display if letter.isdigit())
