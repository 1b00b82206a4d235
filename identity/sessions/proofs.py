"""Which proofs of who she is a session has seen, and how long ago."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.contrib.sessions.backends.base import SessionBase

KEY = "proofs"
FRESH_FOR = dt.timedelta(minutes=15)


def note_proof(session: SessionBase, method: str, *, now: dt.datetime) -> None:
    """Remember that she has just proved herself by `method` ("code:phone", "totp", "passkey" ...)."""
    session[KEY] = {**session.get(KEY, {}), method: now.isoformat()}


def first_proof(session: SessionBase, method: str, *, now: dt.datetime) -> None:
    """A sign-in begins with this proof; what the session saw before belongs to an earlier one."""
    session[KEY] = {method: now.isoformat()}


def proofs(session: SessionBase) -> dict[str, dt.datetime]:
    """Every method the session has seen, with the last time of each."""
    kept = session.get(KEY, {})
    return {method: dt.datetime.fromisoformat(at) for method, at in kept.items()}


def has_fresh_proof(
    session: SessionBase,
    *,
    now: dt.datetime,
    methods: Collection[str] | None = None,
    within: dt.timedelta = FRESH_FOR,
) -> bool:
    """Whether one of these methods (None: any) was shown within that time."""
    return any(
        now - at < within
        for method, at in proofs(session).items()
        if methods is None or method in methods
    )
