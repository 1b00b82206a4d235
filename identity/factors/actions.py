"""Set up an authenticator app and check its codes; forget what somebody lost."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.codes import otp, trying
from identity.codes.models import TryScope
from identity.codes.refusals import CodeRefused, CodeUnreadable
from identity.codes.rules import read_code
from identity.factors.guarding import refuse_last_of_staff
from identity.factors.models import Passkey, Totp
from identity.factors.passkeys import drop_passkeys
from identity.factors.queries import totp_of
from identity.factors.recovery_codes import void_sheets
from identity.factors.rules import TOTP
from identity.factors.sealing import open_seed, seal_seed, try_digests
from identity.security import actions as security
from identity.security.models import Kind
from identity.sessions import actions as sessions

if TYPE_CHECKING:
    from identity.sessions.store import SessionStore


class NotEnrolled(CodeRefused):
    """The person has no authenticator that could be asked for."""

    code = "not_enrolled"
    sentence = _("No authenticator app is set up for this account yet.")


class AlreadyEnrolled(CodeRefused):
    """An authenticator that counts is not replaced without removing it first."""

    code = "already_enrolled"
    sentence = _("An authenticator app is set up already. Enter the code it shows.")


class WrongAuthenticatorCode(CodeRefused):
    """Not the code of now, or one that was used before: the two look the same."""

    code = "wrong_code"
    sentence = _(
        "This code is not right or was used already. Wait for the next code in the app, then enter it."
    )


def begin_totp(
    *, person: Person, now: datetime, begun: int | None = None, replacing: bool = False
) -> Totp:
    """A seed for the person's app, which counts once `confirm_totp` saw a code of it.

    `begun` is the row id of the seed this session was shown already: it comes back, so a reloaded
    page still fits the scanned QR. Everybody else gets a new seed, and a copy that an earlier
    viewer kept never counts. `replacing`: the app that counts stays until the new one does; the
    caller saw a fresh proof. Refusal: AlreadyEnrolled.
    """
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        held = Totp.objects.filter(person=person)
        if not replacing and held.exclude(confirmed_at=None).exists():
            raise AlreadyEnrolled
        making = held.filter(confirmed_at=None).first()
        if making is not None and making.pk == begun:
            return making
        held.filter(confirmed_at=None).delete()
        seed = seal_seed(otp.new_seed(), person=person)
        return Totp.objects.create(person=person, sealed_seed=seed, created_at=now)


def confirm_totp(
    *,
    person: Person,
    code: str,
    now: datetime,
    replacing: bool = False,
    keep: SessionStore | None = None,
) -> None:
    """Make the authenticator count, by a right code of it; all other sessions end but `keep`.

    Refusals: Frozen, NotEnrolled, AlreadyEnrolled, CodeUnreadable, WrongAuthenticatorCode, TriesClosed.
    """
    security.refuse_if_frozen(person, now)
    if not replacing and Totp.objects.filter(person=person).exclude(confirmed_at=None).exists():
        raise AlreadyEnrolled
    _prove(person, code, is_confirmed=False, now=now)
    with transaction.atomic():
        audit.record(act="factors.totp_confirmed", by=person, subjects=[person.pk], now=now)
        security.report(person=person, kind=Kind.NEW_FACTOR, now=now)
        sessions.end_other_sessions(person=person, keep=keep, by=person, now=now)


def verify_totp(*, person: Person, code: str, now: datetime) -> None:
    """Accept a code of the person's authenticator, each 30-second step at most once.

    The try is counted and committed before the digits are compared.
    Refusals: NotEnrolled, CodeUnreadable, WrongAuthenticatorCode, TriesClosed.
    """
    _prove(person, code, is_confirmed=True, now=now)


def shows_totp(*, person: Person, code: str, now: datetime) -> bool:
    """Whether this is what her app shows now; nothing is counted or spent.

    For whoever does not know yet whose code it is, and counted the try elsewhere; `verify_totp`
    follows for the one it belongs to.
    """
    totp, typed = totp_of(person), read_code(code)
    if totp is None or typed is None:
        return False
    return otp.matching_step(open_seed(totp.sealed_seed, person=person), typed, now=now) is not None


def remove_totp(*, person: Person, keep: SessionStore | None, now: datetime) -> None:
    """Take one's own authenticator away; all other sessions end but `keep`.

    Refusals: Frozen, NotEnrolled, LastStaffFactor.
    """
    security.refuse_if_frozen(person, now)
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        refuse_last_of_staff(person, TOTP, now=now)
        if not _drop_totp(person, now=now):
            raise NotEnrolled
        audit.record(act="factors.totp_removed", by=person, subjects=[person.pk], now=now)
        security.report(person=person, kind=Kind.FACTOR_REMOVED, now=now)
        sessions.end_other_sessions(person=person, keep=keep, by=person, now=now)


def forget_factors(*, person: Person, by: Person | None, now: datetime) -> bool:
    """Take app, passkeys and recovery codes away; whether there was one of them.

    For an administrator who knows the person (a lost phone), the operator's command line (`by` None)
    and the end of a recovery. The next sign-in of staff sets up a new one.
    """
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        forgotten = [
            _drop_totp(person, now=now),
            drop_passkeys(person),
            void_sheets(person=person, now=now),
        ]
        trying.reopen(TryScope.RECOVERY, try_digests(person), now=now)
        audit.record(act="factors.forgotten", by=by, subjects=[person.pk], now=now)
        if any(forgotten):
            security.report(person=person, kind=Kind.FACTOR_REMOVED, now=now)
    return any(forgotten)


def drop_lost(*, person: Person, but: Passkey | None, now: datetime) -> None:
    """Take away what a recovery code replaced: every passkey but the new one, and with one the old app.

    An app that was newly set up took the place of the old one already.
    """
    with transaction.atomic():
        gone = drop_passkeys(person, but=but)
        if but is not None:
            gone = _drop_totp(person, now=now) or gone
        if gone:
            audit.record(act="factors.replaced", by=person, subjects=[person.pk], now=now)
            security.report(person=person, kind=Kind.FACTOR_REMOVED, now=now)


def reopen_tries(*, person: Person, by: Person, now: datetime) -> bool:
    """Open closed budgets of authenticator and recovery codes by hand; whether one was in use."""
    with transaction.atomic():
        opened = [
            trying.reopen(scope, try_digests(person), now=now)
            for scope in (TryScope.AUTHENTICATOR, TryScope.RECOVERY)
        ]
        audit.record(act="factors.tries_reopened", by=by, subjects=[person.pk], now=now)
    return any(opened)


def _drop_totp(person: Person, *, now: datetime) -> bool:
    removed, _rows = Totp.objects.filter(person=person).delete()
    trying.reopen(TryScope.AUTHENTICATOR, try_digests(person), now=now)
    return bool(removed)


def _prove(person: Person, code: str, *, is_confirmed: bool, now: datetime) -> None:
    typed = read_code(code)
    if typed is None:
        raise CodeUnreadable
    totp = Totp.objects.filter(person=person, confirmed_at__isnull=not is_confirmed).first()
    if totp is None:
        raise NotEnrolled
    with transaction.atomic(durable=True):
        trying.claim(TryScope.AUTHENTICATOR, try_digests(person), now=now)
    step = otp.matching_step(open_seed(totp.sealed_seed, person=person), typed, now=now)
    if step is None or not _spend_step(totp, step, person=person, now=now):
        raise WrongAuthenticatorCode


def _spend_step(totp: Totp, step: int, *, person: Person, now: datetime) -> bool:
    """One conditional UPDATE: only a step later than every one before it is ever accepted.

    A seed that begins to count takes the place of the one before it, under the lock of the person.
    """
    later = Q(last_step=None) | Q(last_step__lt=step)
    spendable = Totp.objects.filter(later, pk=totp.pk, confirmed_at=totp.confirmed_at)
    with transaction.atomic(durable=True):
        if totp.confirmed_at is None:
            Person.objects.select_for_update(no_key=True).get(pk=person.pk)
            if not spendable.exists():
                return False
            Totp.objects.filter(person=person).exclude(pk=totp.pk).delete()
        values = {"last_step": step, "confirmed_at": totp.confirmed_at or now, "used_at": now}
        if not spendable.update(**values):
            return False
        trying.succeed(TryScope.AUTHENTICATOR, try_digests(person), now=now)
    return True
