"""A sign-in on its way: what the visitor's session holds of it, sealed, for thirty minutes."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase

from identity import keys
from identity.accounts.contacts import Contact
from identity.signin.rules import PENDING_LIFE

KEY = "signin"
PURPOSE = "signin.pending"


@dataclass(frozen=True)
class Pending:
    """A code was asked for `contact`; from `proved_at` on a newcomer's code has come back."""

    challenge: uuid.UUID
    contact: Contact
    next: str
    asked_at: dt.datetime
    proved_at: dt.datetime | None = None

    def is_over(self, now: dt.datetime) -> bool:
        """Whether the thirty minutes have passed since the last step."""
        return now - (self.proved_at or self.asked_at) >= PENDING_LIFE


def keep(session: SessionBase, pending: Pending) -> None:
    """Seal it into the session: the address stands in no table in clear."""
    stated = {
        "kind": pending.contact.kind,
        "value": pending.contact.value,
        "next": pending.next,
        "asked_at": pending.asked_at.isoformat(),
        "proved_at": pending.proved_at.isoformat() if pending.proved_at else None,
    }
    context = str(pending.challenge)
    session[KEY] = [context, keys.seal(json.dumps(stated), purpose=PURPOSE, context=context)]


def pending_of(session: SessionBase, *, now: dt.datetime) -> Pending | None:
    """The sign-in on its way in this session, or None when there is none or its time is over."""
    kept = session.get(KEY)
    if not kept:
        return None
    challenge, sealed = kept
    try:
        stated = json.loads(keys.unseal(sealed, purpose=PURPOSE, context=challenge))
    except keys.Unsealable:
        return None
    proved_at = stated["proved_at"]
    pending = Pending(
        challenge=uuid.UUID(challenge),
        contact=Contact(stated["kind"], stated["value"]),
        next=stated["next"],
        asked_at=dt.datetime.fromisoformat(stated["asked_at"]),
        proved_at=dt.datetime.fromisoformat(proved_at) if proved_at else None,
    )
    return None if pending.is_over(now) else pending


def drop(session: SessionBase) -> None:
    """The sign-in ended, well or not."""
    session.pop(KEY, None)
