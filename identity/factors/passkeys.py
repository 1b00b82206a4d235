"""Passkeys: added, shown, renamed and removed; the library's table keeps key and name, ours the rest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.codes.refusals import CodeRefused
from identity.factors import questions
from identity.factors.guarding import refuse_last_of_staff
from identity.factors.models import Passkey
from identity.factors.queries import passkeys_of
from identity.factors.questions import NewCredential, PasskeyRefused
from identity.factors.rules import LONGEST_NAME, PASSKEY, PASSKEYS_PER_PERSON
from identity.security import actions as security
from identity.security.models import Kind
from identity.sessions import actions as sessions

if TYPE_CHECKING:
    from identity.sessions.store import SessionStore


class TooManyPasskeys(CodeRefused):
    """The account has as many passkeys as it may."""

    code = "too_many_passkeys"
    sentence = _(
        "You have 10 devices here already. Remove one you no longer use, then add this one."
    )


class UnknownPasskey(CodeRefused):
    """No such passkey of this person; it may have been removed a moment ago."""

    code = "unknown_passkey"
    sentence = _("This device is not on your list any more.")


def add_passkey(
    *,
    person: Person,
    answer: str,
    kept: Mapping[str, str] | None,
    name: str,
    keep: SessionStore | None,
    now: datetime,
) -> Passkey:
    """Add the passkey a device has just made for its owner; all her other sessions end but `keep`.

    `answer` is the device's own JSON, `kept` the question of this session. `name` is what she calls
    the device. Refusals: Frozen, PasskeyRefused, TooManyPasskeys.
    """
    security.refuse_if_frozen(person, now)
    made = questions.read_new(answer, kept=kept, now=now)
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        if passkeys_of(person).count() >= PASSKEYS_PER_PERSON:
            raise TooManyPasskeys
        passkey = _store(person, made, name=_short(name), now=now)
        audit.record(act="factors.passkey_added", by=person, subjects=[person.pk], now=now)
        security.report(person=person, kind=Kind.NEW_FACTOR, now=now)
        sessions.end_other_sessions(person=person, keep=keep, by=person, now=now)
    return passkey


def prove_passkey(
    *, answer: str, kept: Mapping[str, str] | None, person: Person | None, now: datetime
) -> Person:
    """Whose passkey answered: anybody's at the door, or `person`'s and nobody else's.

    One answer is accepted for one question, once, and only with a sign counter that went forward.
    Refusal: PasskeyRefused.
    """
    given = questions.read_answer(answer)
    found = (
        Passkey.objects.select_related("authenticator__user")
        .filter(credential_digest=questions.digest_of(given.raw_id))
        .first()
    )
    if found is None:
        raise PasskeyRefused
    owner: Person = found.authenticator.user
    if person not in (None, owner) or given.response.user_handle not in (None, owner.uuid.bytes):
        raise PasskeyRefused
    credential = WebAuthn(found.authenticator).authenticator_data.credential_data
    asked_at = questions.check(given, credential, kept=kept, now=now)
    counter = given.response.authenticator_data.counter
    if not _spend(found, asked_at=asked_at, counter=counter, now=now):
        audit.record(act="factors.passkey_refused", by=None, subjects=[owner.pk], now=now)
        raise PasskeyRefused
    return owner


def rename_passkey(*, person: Person, passkey: UUID, name: str, now: datetime) -> None:
    """Call a device otherwise. Refusal: UnknownPasskey."""
    with transaction.atomic():
        authenticator = _own(person, passkey).authenticator
        WebAuthn(authenticator).name = _short(name)
        authenticator.save(update_fields=["data"])
        audit.record(act="factors.passkey_renamed", by=person, subjects=[person.pk], now=now)


def remove_passkey(
    *, person: Person, passkey: UUID, keep: SessionStore | None, now: datetime
) -> None:
    """Take one passkey away; all other sessions end but `keep`.

    Refusals: Frozen, UnknownPasskey, LastStaffFactor.
    """
    security.refuse_if_frozen(person, now)
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        found = _own(person, passkey)
        refuse_last_of_staff(person, PASSKEY, now=now)
        found.authenticator.delete()
        audit.record(act="factors.passkey_removed", by=person, subjects=[person.pk], now=now)
        security.report(person=person, kind=Kind.FACTOR_REMOVED, now=now)
        sessions.end_other_sessions(person=person, keep=keep, by=person, now=now)


def drop_passkeys(person: Person, *, but: Passkey | None = None) -> bool:
    """Delete every passkey of the person but one, in the caller's transaction; whether there was one."""
    kept = [but.authenticator_id] if but is not None else []
    removed, _rows = Authenticator.objects.filter(user=person).exclude(pk__in=kept).delete()
    return bool(removed)


def _store(person: Person, made: NewCredential, *, name: str, now: datetime) -> Passkey:
    """Both rows or neither; a credential that is known already is refused by its constraint."""
    try:
        with transaction.atomic():
            authenticator = WebAuthn.add(person, name, made.record).instance
            Authenticator.objects.filter(pk=authenticator.pk).update(created_at=now)
            return Passkey.objects.create(
                authenticator=authenticator,
                credential_digest=made.digest,
                sign_count=made.sign_count,
                asked_at=made.asked_at,
            )
    except IntegrityError:
        raise PasskeyRefused from None


def _spend(passkey: Passkey, *, asked_at: datetime, counter: int, now: datetime) -> bool:
    """One conditional UPDATE; many phones have no counter and always say 0 (WebAuthn 6.1.1)."""
    goes_on = Q(sign_count__lt=counter) if counter else Q(sign_count=0)
    unanswered = Passkey.objects.filter(goes_on, pk=passkey.pk, asked_at__lt=asked_at)
    with transaction.atomic(durable=True):
        if not unanswered.update(asked_at=asked_at, sign_count=counter):
            return False
        Authenticator.objects.filter(pk=passkey.authenticator_id).update(last_used_at=now)
    return True


def _own(person: Person, passkey: UUID) -> Passkey:
    found = passkeys_of(person).filter(uuid=passkey).first()
    if found is None:
        raise UnknownPasskey
    return found


def _short(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME]
