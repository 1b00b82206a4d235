"""The second proof behind a number that was silent: what opens the old account beside the code.

Known and unknown numbers cost the same and get the same answer. Every try counts twice in a budget
of the number's own, so that whoever has the number now uses up nothing of its former owner's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from identity.accounts import actions as accounts
from identity.accounts.queries import live_holders
from identity.audit import actions as audit
from identity.codes import trying
from identity.codes.addressing import address_of
from identity.codes.models import TryScope
from identity.codes.refusals import CodeRefused
from identity.codes.rules import read_code
from identity.factors import actions as factors
from identity.factors import desk, passkeys
from identity.factors.hashing import SALT_BYTES, slow_hash
from identity.factors.recovery_codes import (
    RecoveryUnreadable,
    has_sheet,
    holds_recovery_code,
    spend_recovery_code,
)
from identity.factors.recovery_rules import read_recovery_code
from identity.factors.rules import PASSKEY, RECOVERY_CODE, TOTP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identity.accounts.contacts import Contact
    from identity.accounts.models import Holding, Person
    from identity.factors.models import DeskConfirmation

COUNTS = 2


class NotProved(CodeRefused):
    """Nothing of an account that this number belonged to, or there never was one: they look the same."""

    code = "not_proved"
    sentence = _(
        "This does not open an account with this number. Check it and try again, "
        "take another way, or ask your trainer."
    )


def by_authenticator(*, contact: Contact, code: str, now: dt.datetime) -> Holding:
    """A code of her authenticator app. Refusals: NotProved, TriesClosed."""
    _count(contact, now=now)
    shown = partial(factors.shows_totp, code=code, now=now)
    found = _whose(contact, shown, then=partial(factors.verify_totp, code=code, now=now))
    return _opened(contact, found, TOTP, now=now)


def by_recovery_code(*, contact: Contact, code: str, now: dt.datetime) -> Holding:
    """One code of her printed sheet. Refusals: RecoveryUnreadable (no try lost), NotProved, TriesClosed."""
    typed = read_recovery_code(code)
    if typed is None:
        raise RecoveryUnreadable
    _count(contact, now=now)
    if not has_sheet([holding.person.as_kept for holding in live_holders(contact)]):
        # what a sheet would have cost, for a number nobody had and for one that five people had
        slow_hash(typed, salt=bytes(SALT_BYTES))
    held = partial(holds_recovery_code, code=code)
    found = _whose(contact, held, then=partial(spend_recovery_code, code=code, now=now))
    return _opened(contact, found, RECOVERY_CODE, now=now)


def by_passkey(
    *, contact: Contact, answer: str, kept: Mapping[str, str] | None, now: dt.datetime
) -> Holding:
    """Her passkey; that of a merged account opens at the door of passkeys, where it counts for no role.

    Refusals: NotProved, TriesClosed.
    """
    _count(contact, now=now)
    try:
        owner = passkeys.prove_passkey(answer=answer, kept=kept, person=None, now=now)
    except CodeRefused:
        raise NotProved from None
    if owner.as_kept != owner:
        raise NotProved
    return _opened(contact, _held_by(contact, owner), PASSKEY, now=now)


def by_email(*, contact: Contact, email: Contact, now: dt.datetime) -> Holding:
    """An e-mail address that was proved by a code a moment ago. Refusal: NotProved.

    Of an address she shares with others a code proves nothing: they get it too.
    """
    for holder in live_holders(email):
        found = _held_by(contact, holder.person)
        if found is not None and not holder.is_guarded:
            return _opened(contact, found, "code:email", now=now)
    raise NotProved


def by_desk(*, contact: Contact, code: str, now: dt.datetime) -> DeskConfirmation:
    """What was confirmed face to face, by the digits staff read to her from their screen.

    It is not spent yet. Refusals: NotProved, TriesClosed.
    """
    _count(contact, now=now)
    people = {holding.person.as_kept.pk for holding in live_holders(contact)}
    digits = read_code(code) or ""
    found = desk.confirmation_of_digits(digits, contact=contact, held_by=people, now=now)
    if found is None:
        raise NotProved
    trying.succeed(TryScope.SECOND_PROOF, address_of(contact).digests, now=now)
    return found


def _count(contact: Contact, *, now: dt.datetime) -> None:
    """Counted and committed before anything is compared. Refusal: TriesClosed."""
    with transaction.atomic(durable=True):
        for _time in range(COUNTS):
            trying.claim(TryScope.SECOND_PROOF, address_of(contact).digests, now=now)


def _whose(
    contact: Contact, belongs: Callable[..., bool], *, then: Callable[..., object]
) -> Holding | None:
    """The holding of the person to whom a proof belongs, once `then` has counted and spent it.

    Nobody else's tries are touched: a wrong proof is counted for the number alone.
    """
    for holding in live_holders(contact):
        person = holding.person.as_kept
        if belongs(person=person):
            try:
                then(person=person)
            except CodeRefused:
                continue
            return holding
    return None


def _held_by(contact: Contact, person: Person) -> Holding | None:
    holdings = live_holders(contact)
    return next((each for each in holdings if each.person.as_kept == person.as_kept), None)


def _opened(contact: Contact, holding: Holding | None, method: str, *, now: dt.datetime) -> Holding:
    """The number is hers again: proved by the code and by this."""
    if holding is None:
        raise NotProved
    person = holding.person.as_kept
    accounts.prove_holding(holding=holding, now=now)
    trying.succeed(TryScope.SECOND_PROOF, address_of(contact).digests, now=now)
    audit.record(
        act="signin.silent_number_proved",
        by=person,
        subjects=[person.pk],
        detail={"by": method},
        now=now,
    )
    return holding
