"""What StaffSessionMiddleware puts on a request, for type checkers."""

from __future__ import annotations

from django.http import HttpRequest

from identity.accounts.models import Person
from identity.sessions.store import SessionStore


class SigninRequest(HttpRequest):
    """A request behind StaffSessionMiddleware.

    `second_factor`: this session showed the second factor and is neither locked nor over.
    `locked_person`: who may unlock a session that rested too long.
    """

    session: SessionStore
    second_factor: bool
    locked_person: Person | None
