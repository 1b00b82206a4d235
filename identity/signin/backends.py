"""How a session finds its person; nothing here can be given a password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db import connection
from django.http import HttpRequest

from identity.accounts.models import Person

# every request of a signed-in person asks this; the query compiler would take three times as long
READ_PERSON = (
    "SELECT id, is_superuser, uuid, name, birth_year, is_active, session_epoch"
    " FROM identity_person WHERE id = %s AND is_active"
)
COLUMNS = ("id", "is_superuser", "uuid", "name", "birth_year", "is_active", "session_epoch")

FIELDS = [field for field in Person._meta.concrete_fields if field.attname in COLUMNS]


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
        """The person of a session; nobody once her account is closed. Other columns come when asked for."""
        with connection.cursor() as cursor:
            cursor.execute(READ_PERSON, [user_id])
            row = cursor.fetchone()
        return _person(row) if row else None


def _person(row: tuple[Any, ...]) -> Person:
    """The row in the model's own order; SQLite's numbers and digits become truths and a uuid."""
    values = [field.to_python(value) for field, value in zip(FIELDS, row, strict=True)]
    return Person.from_db(connection.alias, COLUMNS, values)
