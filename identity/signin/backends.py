"""How a session finds its person; nothing here can be given a password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from identity.accounts.models import Person

# every request of a signed-in person asks this; built by the query compiler it costs three times as much
READ_PERSON = "SELECT * FROM identity_person WHERE id = %s AND is_active"


class SessionBackend(ModelBackend):
    """People by session and permissions by group; there is no way in through `authenticate`."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_credentials: Any,
    ) -> None:
        """Nobody has a password: the only way in is a proved code and allauth's pipeline."""
        return

    def get_user(self, user_id: int) -> Person | None:
        """The person of a session; nobody once her account is closed."""
        return next(iter(Person.objects.raw(READ_PERSON, [user_id])), None)
