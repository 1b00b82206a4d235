"""Set up an authenticator app and check its codes; every step of time is accepted once."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.codes import otp, trying
from identity.codes.models import TryScope
from identity.codes.refusals import CodeRefused, CodeUnreadable
from identity.codes.rules import read_code
from identity.factors.models import Totp
from identity.factors.sealing import open_seed, seal_seed, try_digests


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


def begin_totp(*, person: Person, now: datetime, begun: int | None = None) -> Totp:
    """A seed for the person's app, which counts once `confirm_totp` saw a code of it.

    `begun` is the row id of the seed this sign-in was shown already: it comes back, so a reloaded
    page still fits the scanned QR. Everybody else gets a new seed, and a copy that an earlier
    viewer kept never counts. Refusal: AlreadyEnrolled.
    """
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        totp = Totp.objects.filter(person=person).first()
        if totp is not None and totp.confirmed_at is not None:
            raise AlreadyEnrolled
        if totp is not None and totp.pk == begun:
            return totp
        Totp.objects.filter(person=person).delete()
        seed = seal_seed(otp.new_seed(), person=person)
        return Totp.objects.create(person=person, sealed_seed=seed, created_at=now)


def confirm_totp(*, person: Person, code: str, now: datetime) -> None:
    """Make the authenticator count, by a right code of it.

    Refusals: NotEnrolled, AlreadyEnrolled, CodeUnreadable, WrongAuthenticatorCode, TriesClosed.
    """
    if Totp.objects.filter(person=person).exclude(confirmed_at=None).exists():
        raise AlreadyEnrolled
    _prove(person, code, is_confirmed=False, now=now)
    audit.record(act="factors.totp_confirmed", by=person, subjects=[person.pk], now=now)


def verify_totp(*, person: Person, code: str, now: datetime) -> None:
    """Accept a code of the person's authenticator, each 30-second step at most once.

    The try is counted and committed before the digits are compared.
    Refusals: NotEnrolled, CodeUnreadable, WrongAuthenticatorCode, TriesClosed.
    """
    _prove(person, code, is_confirmed=True, now=now)


def remove_totp(*, person: Person, by: Person | None, now: datetime) -> bool:
    """Take the authenticator away, so that the next sign-in sets up a new one; whether there was one.

    For an administrator who knows the person (a lost phone), or the operator's command line (`by` None).
    """
    with transaction.atomic():
        removed, _rows = Totp.objects.filter(person=person).delete()
        trying.reopen(TryScope.AUTHENTICATOR, try_digests(person), now=now)
        audit.record(act="factors.totp_removed", by=by, subjects=[person.pk], now=now)
    return bool(removed)


def reopen_totp(*, person: Person, by: Person, now: datetime) -> bool:
    """Open a closed budget of authenticator tries by hand; whether there was something to open."""
    with transaction.atomic():
        opened = trying.reopen(TryScope.AUTHENTICATOR, try_digests(person), now=now)
        audit.record(act="factors.totp_reopened", by=by, subjects=[person.pk], now=now)
    return opened


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
    """One conditional UPDATE: only a step later than every one before it is ever accepted."""
    later = Q(last_step=None) | Q(last_step__lt=step)
    spendable = Totp.objects.filter(later, pk=totp.pk, sealed_seed=totp.sealed_seed)
    with transaction.atomic(durable=True):
        values = {"last_step": step, "confirmed_at": totp.confirmed_at or now}
        if not spendable.update(**values):
            return False
        trying.succeed(TryScope.AUTHENTICATOR, try_digests(person), now=now)
    return True
