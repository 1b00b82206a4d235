"""Recovery codes: ten on a sheet, shown once, each good once, kept as slow hashes.

NIST SP 800-63B-4, 3.1.2 (look-up secrets): 70 random bits, hashed with a salt. Whoever has one can
replace what she lost, so wrong ones are counted like wrong codes.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.codes import trying
from identity.codes.models import TryScope
from identity.codes.refusals import CodeRefused
from identity.factors.hashing import SALT_BYTES, slow_hash
from identity.factors.models import RecoveryCode, RecoverySheet
from identity.factors.recovery_rules import CODES, SHEETS_A_DAY, new_code, read_recovery_code
from identity.factors.sealing import try_digests
from identity.security import actions as security
from identity.security.models import Kind
from identity.sessions import actions as sessions

if TYPE_CHECKING:
    from identity.sessions.store import SessionStore

HASHED_AT_ONCE = 2


class RecoveryUnreadable(CodeRefused):
    """What was typed cannot be a recovery code; no try is lost."""

    code = "unreadable_recovery_code"
    sentence = _(
        "A recovery code has 14 letters and digits. Look at your sheet and enter all of them."
    )


class WrongRecoveryCode(CodeRefused):
    """On no sheet that counts, or spent: the two look the same."""

    code = "wrong_recovery_code"
    sentence = _(
        "This code is not right or was used already. Take another one from your newest sheet."
    )


class TooManySheets(CodeRefused):
    """Sheets were made again and again."""

    code = "too_many_sheets"
    sentence = _("You made new codes several times today. Please try again tomorrow.")


def make_sheet(
    *, person: Person, keep: SessionStore | None = None, now: datetime
) -> tuple[str, ...]:
    """Ten fresh codes for the person to print, shown this once; those of the sheet before are void.

    All other sessions end but `keep`. Refusals: Frozen, TooManySheets.
    """
    security.refuse_if_frozen(person, now)
    made_today = RecoverySheet.objects.filter(person=person, made_at__gt=now - timedelta(days=1))
    if made_today.count() >= SHEETS_A_DAY:
        raise TooManySheets
    codes, salt = tuple(new_code() for _number in range(CODES)), secrets.token_bytes(SALT_BYTES)
    with ThreadPoolExecutor(HASHED_AT_ONCE) as pool:
        hashes = list(pool.map(lambda code: slow_hash(code, salt=salt).hex(), codes))
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        void_sheets(person=person, now=now)
        sheet = RecoverySheet.objects.create(person=person, salt=salt, made_at=now)
        RecoveryCode.objects.bulk_create(RecoveryCode(sheet=sheet, hash=one) for one in hashes)
        audit.record(act="factors.recovery_codes_made", by=person, subjects=[person.pk], now=now)
        security.report(person=person, kind=Kind.NEW_FACTOR, now=now)
        sessions.end_other_sessions(person=person, keep=keep, by=person, now=now)
    return codes


def spend_recovery_code(*, person: Person, code: str, now: datetime) -> int:
    """Accept one code of the person's newest sheet, once; how many are left.

    The try is counted and committed before anything is compared; one conditional UPDATE spends it.
    Refusals: RecoveryUnreadable (no try lost), WrongRecoveryCode, TriesClosed.
    """
    typed = read_recovery_code(code)
    if typed is None:
        raise RecoveryUnreadable
    with transaction.atomic(durable=True):
        trying.claim(TryScope.RECOVERY, try_digests(person), now=now)
    sheet = RecoverySheet.objects.filter(person=person, voided_at=None).first()
    salt = bytes(sheet.salt) if sheet else bytes(SALT_BYTES)
    spent = slow_hash(typed, salt=salt).hex()
    if sheet is None or not _spend(sheet, spent, person=person, now=now):
        raise WrongRecoveryCode
    return sheet.codes.filter(spent_at=None).count()


def holds_recovery_code(*, person: Person, code: str) -> bool:
    """Whether this stands unspent on her newest sheet; nothing is counted or spent.

    For whoever does not know yet whose code it is, and counted the try elsewhere;
    `spend_recovery_code` follows for the one it belongs to.
    """
    sheet = RecoverySheet.objects.filter(person=person, voided_at=None).first()
    if sheet is None:
        return False
    hashed = slow_hash(read_recovery_code(code) or "", salt=bytes(sheet.salt)).hex()
    return sheet.codes.filter(hash=hashed, spent_at=None).exists()


def has_sheet(people: Collection[Person]) -> bool:
    """Whether one of these people has a sheet that counts, so that a typed code is hashed for it."""
    return RecoverySheet.objects.filter(person__in=people, voided_at=None).exists()


def void_sheets(*, person: Person, now: datetime) -> bool:
    """Make the person's codes worthless; whether there were any. Their hashes are forgotten."""
    RecoveryCode.objects.filter(sheet__person=person, sheet__voided_at=None).delete()
    return bool(RecoverySheet.objects.filter(person=person, voided_at=None).update(voided_at=now))


def _spend(sheet: RecoverySheet, spent: str, *, person: Person, now: datetime) -> bool:
    """One conditional UPDATE over this table alone; the rows of a voided sheet are gone.

    A join would put the condition into a subquery, which PostgreSQL does not look at again after
    waiting for another one who spends the same code.
    """
    unspent = RecoveryCode.objects.filter(sheet=sheet, hash=spent, spent_at=None)
    with transaction.atomic(durable=True):
        if not unspent.update(spent_at=now):
            return False
        trying.succeed(TryScope.RECOVERY, try_digests(person), now=now)
        audit.record(act="factors.recovery_code_spent", by=person, subjects=[person.pk], now=now)
    return True
