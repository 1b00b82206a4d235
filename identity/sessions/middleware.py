"""Who a request is from: the person that was read together with the session."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

if TYPE_CHECKING:
    from identity.accounts.models import Person
    from identity.sessions.store import SessionStore


class PersonMiddleware(AuthenticationMiddleware):
    """Django's, without its second query; a session of an earlier epoch is thrown away."""

    def process_request(self, request: HttpRequest) -> None:
        """Set `request.user`; nothing is read until somebody asks for it."""
        session = cast("SessionStore", request.session)
        request.user = cast("Person", SimpleLazyObject(lambda: person_of(session)))


def person_of(session: SessionStore) -> Person | AnonymousUser:
    """The signed-in person, or nobody once her account is closed or her sessions were ended."""
    if SESSION_KEY not in session:
        return AnonymousUser()
    person = session.person
    if person is None or session.get(HASH_SESSION_KEY) != person.get_session_auth_hash():
        session.flush()
        return AnonymousUser()
    return person
