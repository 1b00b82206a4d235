"""Which sessions of a person are open."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth import HASH_SESSION_KEY
from django.db.models import JSONField, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from identity.sessions.models import Session
from identity.sessions.store import SessionStore

if TYPE_CHECKING:
    from identity.accounts.models import Person

# read out of the session's data, never found in its text
EPOCH = Cast(KeyTextTransform(HASH_SESSION_KEY, Cast("data", JSONField())), TextField())


def open_sessions(person: Person, now: datetime) -> QuerySet[Session]:
    """Those that still open something, the last used first; one of an earlier epoch opens nothing."""
    lasting = Session.objects.filter(person=person, expire_at__gt=now).alias(epoch=EPOCH)
    return lasting.filter(epoch=person.get_session_auth_hash()).order_by("-seen_at", "-id")


def used_since(person: Person, moment: datetime) -> bool:
    """Whether a session of hers was used later than that, be it over by now."""
    return Session.objects.filter(person=person, seen_at__gt=moment).exists()


def row_of(session: SessionStore) -> Session | None:
    """The row behind the session of a request."""
    return Session.objects.filter(key_hash=session.row_hash()).first()
