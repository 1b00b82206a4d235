"""What a session remembers of the second factor of staff."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth import SESSION_KEY

from identity.roles.idleness import note_use
from identity.sessions.rules import StaffSession, staff_lifetime, staff_session

if TYPE_CHECKING:
    from identity.sessions.store import SessionStore

KEY = "second_factor"


@dataclass(frozen=True)
class Proof:
    """The second factor was shown at `since`; the session was last used at `seen`."""

    since: dt.datetime
    seen: dt.datetime
    is_admin: bool

    def standing(self, now: dt.datetime, *, is_admin_now: bool) -> StaffSession:
        """Where the session stands at `now`; whoever became an administrator in it proves herself anew."""
        stands = staff_session(since=self.since, seen=self.seen, is_admin=self.is_admin, now=now)
        if is_admin_now and not self.is_admin and stands is StaffSession.OPEN:
            return StaffSession.LOCKED
        return stands


def proof_of(session: SessionStore) -> Proof | None:
    """What the session remembers, or None where no second factor was ever shown in it."""
    kept = session.get(KEY)
    if not kept:
        return None
    since = dt.datetime.fromisoformat(kept["since"])
    return Proof(since=since, seen=session.seen_at, is_admin=kept["is_admin"])


def open_staff_session(session: SessionStore, *, is_admin: bool, now: dt.datetime) -> None:
    """The second factor was just shown: a new session key, and staff's lifetimes."""
    session.cycle_key()
    session[KEY] = {"since": now.isoformat(), "is_admin": is_admin}
    session.set_expiry(now + staff_lifetime(is_admin=is_admin).absolute)
    session.become_staffs(now=now)
    note_use(person_id=int(session[SESSION_KEY]), now=now)


def open_again(session: SessionStore, proof: Proof, *, is_admin: bool, now: dt.datetime) -> None:
    """The second factor was shown in a locked session; a new administrator's is a new session."""
    if is_admin and not proof.is_admin:
        open_staff_session(session, is_admin=True, now=now)
    else:
        session.cycle_key()
        session.touch(now=now)
        note_use(person_id=int(session[SESSION_KEY]), now=now)
