"""Undoing a change of address within a week, with the secrets of the notice that told of it.

A link carries 160 bits and is looked up before anything is counted, so that nobody on the same
network can keep its owner from using it; of typed digits every try is counted first.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from identity.accounts import actions as accounts
from identity.accounts.letting_go import EndReason, end_holding, restore_holding
from identity.accounts.models import Holding, Person
from identity.accounts.queries import address_of
from identity.audit import actions as audit
from identity.codes import actions as codes
from identity.codes import trying
from identity.codes.models import TryScope
from identity.recovery.changes import ContactChange
from identity.recovery.contact_rules import UNDO_FOR
from identity.recovery.models import RecoveryRequest
from identity.recovery.refusals import UndoOver, UndoUnreadable
from identity.recovery.rules import State
from identity.security import actions as security
from identity.security import replies
from identity.security.models import Kind, SecurityEvent
from identity.security.rules import read_reply


def change_of_link(token: str, *, now: dt.datetime) -> ContactChange | None:
    """The change a link can still undo; wrong, used and old links all find nothing."""
    return _undoable(now).filter(event__token_digest__in=replies.link_digests(token)).first()


def was_undone(event: SecurityEvent) -> bool:
    """Whether the change of address an event tells of went back already."""
    return ContactChange.objects.filter(event=event).exclude(undone_at=None).exists()


def undo_by_link(*, token: str, network: str, now: dt.datetime) -> bool:
    """Undo what a link speaks of; whether every old address is back.

    Refusals: UndoOver; TriesClosed for a network of guessers.
    """
    change = change_of_link(token, now=now)
    if change is None:
        _count_try(network, now=now)
        raise UndoOver
    return _undo(change, now=now)


def undo_by_digits(*, typed: str, network: str, now: dt.datetime) -> bool:
    """Undo what the typed digits speak of; whether every old address is back.

    The try is counted and committed before they are looked up. Refusals: UndoUnreadable (no try
    lost), UndoOver, TriesClosed.
    """
    digits = read_reply(typed)
    if digits is None:
        raise UndoUnreadable
    _count_try(network, now=now)
    digests = replies.reply_digests(digits)
    change = _undoable(now).filter(event__code_digest__in=digests).order_by("-id").first()
    if change is None:
        raise UndoOver
    is_back = _undo(change, now=now)
    trying.succeed(TryScope.UNDO, replies.network_digests(network), now=now)
    return is_back


def undo_since(*, person: Person, since: dt.datetime, now: dt.datetime) -> bool:
    """Undo every change of that moment or later that can still be undone, newest first; whether one was.

    For a person who disavowed what came before them: her changes are closed already.
    """
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        changes = list(_undoable(now).filter(person=person, at__gte=since).order_by("-pk"))
        for change in changes:
            _turn_back(change, now=now)
        ContactChange.objects.filter(pk__in=[each.pk for each in changes]).update(undone_at=now)
        if changes:
            _end_everything(changes[0], now=now)
    return bool(changes)


def _undoable(now: dt.datetime) -> QuerySet[ContactChange]:
    """Those of the last week, and of no time before the account was won back.

    Whoever has the phone she lost has the notices too: they must not bring its number back.
    """
    hers = Q(person=OuterRef("person")) | Q(person=OuterRef("person__kept"))
    won_back = RecoveryRequest.objects.filter(hers, state=State.DONE, ended_at__gte=OuterRef("at"))
    standing = ContactChange.objects.standing().filter(~Exists(won_back), at__gt=now - UNDO_FOR)
    return standing.select_related("person", "ended__identifier", "begun__identifier")


def _count_try(network: str, *, now: dt.datetime) -> None:
    with transaction.atomic(durable=True):
        trying.claim(TryScope.UNDO, replies.network_digests(network), now=now)


def _undo(change: ContactChange, *, now: dt.datetime) -> bool:
    """One conditional UPDATE decides who wins; what was changed after it goes back too, newest first.

    Every session ends and nothing can be changed for ten days: whoever did it must not do it again.
    """
    with transaction.atomic(durable=True):
        Person.objects.select_for_update(no_key=True).get(pk=change.person_id)
        if not _undoable(now).filter(pk=change.pk).update(undone_at=now):
            raise UndoOver
        later = _undoable(now).filter(person=change.person_id, pk__gt=change.pk)
        undone = [*later.order_by("-pk"), change]
        turned = [_turn_back(each, now=now) for each in undone]
        ContactChange.objects.filter(pk__in=[each.pk for each in undone]).update(undone_at=now)
        _close(change, now=now)
    return all(turned)


def _turn_back(change: ContactChange, *, now: dt.datetime) -> bool:
    """Take away what began, bring back what ended; False when its place is taken."""
    if change.begun is not None:
        _take_away(change.begun, now=now)
    if change.ended is None:
        return True
    return restore_holding(holding=change.ended, now=now) is not None


def _take_away(begun: Holding, *, now: dt.datetime) -> None:
    """End the holding that began; turning back a later change may have put another in its place."""
    here = Holding.objects.live().filter(identifier=begun.identifier_id, person=begun.person_id)
    for holding in here:
        end_holding(holding=holding, reason=EndReason.UNDONE, now=now)
    codes.forget_browsers(contact=address_of(begun), now=now)


def _close(change: ContactChange, *, now: dt.datetime) -> None:
    event = security.report(person=change.person, kind=Kind.DISAVOWED, now=now)
    security.close_changes(event=event, now=now)
    _end_everything(change, now=now)


def _end_everything(change: ContactChange, *, now: dt.datetime) -> None:
    """No session and no browser of before counts any more; written down."""
    person = change.person.as_kept
    accounts.end_sessions(person=person, by=None, now=now)
    codes.forget_person(person=person, now=now)
    audit.record(
        act="contact.undone",
        by=None,
        subjects=[person.pk],
        detail={"change": change.pk},
        now=now,
    )
