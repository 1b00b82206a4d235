"""Which sessions of a person are open."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from identity.sessions.models import Session
from identity.sessions.store import SessionStore


def open_sessions(person_id: int, now: datetime) -> QuerySet[Session]:
    """Those that could still be used, the last used first.

    A session whose person's epoch has moved since stands here until it is next used.
    """
    return Session.objects.filter(person=person_id, expire_at__gt=now).order_by("-seen_at", "-id")


def row_of(session: SessionStore) -> Session | None:
    """The row behind the session of a request."""
    return Session.objects.filter(key_hash=session.row_hash()).first()
