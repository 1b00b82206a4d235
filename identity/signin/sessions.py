"""What a session remembers of the second factor, and when it was last used."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase

from identity.signin.rules import StaffSession, lifetime, staff_session

KEY = "second_factor"
# a session row is written at most this often by mere use
TOUCH_EVERY = dt.timedelta(seconds=30)


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


def proof_of(session: SessionBase) -> Proof | None:
    """What the session remembers, or None where no second factor was ever shown in it."""
    kept = session.get(KEY)
    if not kept:
        return None
    return Proof(
        since=dt.datetime.fromisoformat(kept["since"]),
        seen=dt.datetime.fromisoformat(kept["seen"]),
        is_admin=kept["is_admin"],
    )


def open_staff_session(session: SessionBase, *, is_admin: bool, now: dt.datetime) -> None:
    """The second factor was just shown: a new session key, and staff's lifetimes."""
    session.cycle_key()
    _keep(session, Proof(since=now, seen=now, is_admin=is_admin))
    session.set_expiry(now + lifetime(is_admin=is_admin).absolute)


def open_again(session: SessionBase, proof: Proof, *, is_admin: bool, now: dt.datetime) -> None:
    """The second factor was shown in a locked session; a new administrator's is a new session."""
    if is_admin and not proof.is_admin:
        open_staff_session(session, is_admin=True, now=now)
    else:
        _keep_awake(session, proof, now=now)


def _keep_awake(session: SessionBase, proof: Proof, *, now: dt.datetime) -> None:
    """The session is in use; its end stays where it was."""
    _keep(session, Proof(since=proof.since, seen=now, is_admin=proof.is_admin))


def touch(session: SessionBase, proof: Proof, *, now: dt.datetime) -> None:
    """Note that the session is in use, without writing a row at every request."""
    if now - proof.seen >= TOUCH_EVERY:
        _keep_awake(session, proof, now=now)


def _keep(session: SessionBase, proof: Proof) -> None:
    session[KEY] = {
        "since": proof.since.isoformat(),
        "seen": proof.seen.isoformat(),
        "is_admin": proof.is_admin,
    }
