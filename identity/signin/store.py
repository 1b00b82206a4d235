"""Sessions in the database, as Django keeps them, but read by a statement that is written out.

Every request of a signed-in person begins with this read; the query compiler would take longer
over it than the database does.
"""

from __future__ import annotations

import re
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


_KEY = re.compile(r"[0-9a-z]{32}")


class SessionStore(DatabaseStore):
    """One row per session; a read finds it by its key while it lasts."""

    def _validate_session_key(self, key: Any) -> bool:
        """What Django did not make is no key, and never asked for: PostgreSQL breaks on a NUL."""
        return bool(key) and _KEY.fullmatch(key) is not None

    def _get_session_from_db(self) -> Session | None:
        """The row of this session; without one the browser's key is forgotten, as Django does."""
        key = str(self.session_key)
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(READ, [key, now])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        return Session(session_key=key, session_data=row[0])
