"""What was bound to an account since a moment its owner disavowed: worthless from now on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q

from identity.accounts.actions import end_sessions
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.factors.models import Card, CardEnd, Pin, RecoverySheet, Totp
from identity.factors.recovery_codes import void_sheets

if TYPE_CHECKING:
    from collections.abc import Callable


def take_back(*, person: Person, since: datetime, now: datetime) -> bool:
    """Remove every way to sign in that came at that moment or later; whether there was one.

    Older ones stay: they are the owner's. All sessions end once more when something went, because
    it may have opened one in the meantime. Safe to run twice.
    """
    steps: tuple[Callable[[Person, datetime, datetime], bool], ...] = (
        _apps,
        _passkeys,
        _sheets,
        _pins,
        _cards,
    )
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        gone = [step(person, since, now) for step in steps]
        if any(gone):
            audit.record(act="factors.taken_back", by=None, subjects=[person.pk], now=now)
            end_sessions(person=person, by=None, now=now)
    return any(gone)


def _apps(person: Person, since: datetime, _now: datetime) -> bool:
    """Those that began to count, and those in the making, which would count in a moment."""
    fresh = Totp.objects.filter(Q(confirmed_at__gte=since) | Q(confirmed_at=None), person=person)
    return bool(fresh.delete()[0])


def _passkeys(person: Person, since: datetime, _now: datetime) -> bool:
    return bool(Authenticator.objects.filter(user=person, created_at__gte=since).delete()[0])


def _sheets(person: Person, since: datetime, now: datetime) -> bool:
    fresh = RecoverySheet.objects.filter(person=person, voided_at=None, made_at__gte=since)
    return fresh.exists() and void_sheets(person=person, now=now)


def _pins(person: Person, since: datetime, _now: datetime) -> bool:
    return bool(Pin.objects.filter(person=person, set_at__gte=since).delete()[0])


def _cards(person: Person, since: datetime, now: datetime) -> bool:
    fresh = Card.objects.live().filter(person=person, issued_at__gte=since)
    return bool(fresh.update(voided_at=now, ended_reason=CardEnd.NOT_WANTED))
