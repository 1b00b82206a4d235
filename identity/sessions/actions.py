"""Opening a session on a device, and ending sessions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from identity.audit import actions as audit
from identity.sessions.models import Device, Session
from identity.sessions.rules import CITIZEN
from identity.sessions.store import Place, SessionStore

if TYPE_CHECKING:
    from identity.accounts.models import Person


class NotYourSession(Exception):
    """There is no such session of this person; it may have ended already."""

    code = "not_your_session"


def open_on(session: SessionStore, place: Place, *, now: dt.datetime) -> None:
    """She has just signed in: note where, and let the session last as long as such a device allows."""
    session.set_expiry(now + CITIZEN[Device(place.device)].absolute)
    session.opened_in(place, now=now)


def end_session(*, session: UUID, by: Person, now: dt.datetime) -> None:
    """End one of one's own sessions; it is dead at its next request. Refusal: NotYourSession."""
    with transaction.atomic():
        removed, _rows = Session.objects.filter(uuid=session, person=by).delete()
        if not removed:
            raise NotYourSession
        audit.record(act="session.ended", by=by, subjects=[by.pk], now=now)


def end_other_sessions(
    *, person: Person, keep: SessionStore | None, by: Person | None, now: dt.datetime
) -> int:
    """End every session of a person but the one to keep; how many ended."""
    kept = keep.row_hash() if keep is not None else ""
    with transaction.atomic():
        removed, _rows = Session.objects.filter(person=person).exclude(key_hash=kept).delete()
        audit.record(act="person.other_sessions_ended", by=by, subjects=[person.pk], now=now)
    return removed


def forget_ended() -> None:
    """Remove the rows nobody can use any more."""
    SessionStore.clear_expired()
