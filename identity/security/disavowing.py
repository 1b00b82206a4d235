"""Saying "that was not me": one press ends every session, forgets every browser and closes changes.

Of typed digits every try is counted before they are looked up, for the network it came from. A link
carries 160 bits, which nobody guesses: counting those tries would only let one person on a shared
network keep another from using hers.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from identity.accounts import actions as accounts
from identity.accounts.queries import contacts_of
from identity.audit import actions as audit
from identity.codes import actions as codes
from identity.codes import trying
from identity.codes.models import TryScope
from identity.outbox import actions as outbox
from identity.security import actions as security
from identity.security import replies
from identity.security.events import DISAVOWED
from identity.security.models import Kind, SecurityEvent
from identity.security.queries import event_of_link
from identity.security.refusals import NotDisavowable, ReplyUnreadable
from identity.security.rules import DISAVOWABLE_FOR, read_reply


def disavow_by_link(*, token: str, now: dt.datetime) -> None:
    """Undo what a link speaks of. Refusal: NotDisavowable."""
    event = event_of_link(token, now)
    if event is None:
        raise NotDisavowable
    _disavow(event, now=now)


def disavow_by_reply(*, typed: str, network: str, now: dt.datetime) -> None:
    """Undo what the typed digits speak of; the try is counted and committed before they are looked up.

    Refusals: ReplyUnreadable (no try lost), NotDisavowable, TriesClosed.
    """
    reply = read_reply(typed)
    if reply is None:
        raise ReplyUnreadable
    digests = replies.network_digests(network)
    with transaction.atomic(durable=True):
        trying.claim(TryScope.DISAVOWAL, digests, now=now)
    live = SecurityEvent.objects.filter(disavowed_at=None, at__gt=now - DISAVOWABLE_FOR)
    event = live.filter(code_digest__in=replies.reply_digests(reply)).order_by("-id").first()
    if event is None:
        raise NotDisavowable
    _disavow(event, now=now)
    trying.succeed(TryScope.DISAVOWAL, digests, now=now)


def _disavow(event: SecurityEvent, *, now: dt.datetime) -> None:
    """One conditional UPDATE decides who wins; everything that follows happens with it or not at all."""
    with transaction.atomic(durable=True):
        live = SecurityEvent.objects.filter(disavowed_at=None, at__gt=now - DISAVOWABLE_FOR)
        if not live.filter(pk=event.pk).update(disavowed_at=now):
            raise NotDisavowable
        person = event.person.as_kept
        security.close_changes(event=event, now=now)
        accounts.end_sessions(person=person, by=None, now=now)
        codes.forget_person(person=person, now=now)
        for contact in contacts_of(person):
            codes.forget_browsers(contact=contact, now=now)
        security.report(person=person, kind=Kind.DISAVOWED, now=now)
        uuid = str(event.uuid)
        outbox.add(topic=DISAVOWED, key=uuid, payload={"event": uuid}, now=now)
        audit.record(
            act="security.disavowed",
            by=None,
            subjects=[person.pk],
            detail={"event": uuid, "kind": event.kind},
            now=now,
        )
