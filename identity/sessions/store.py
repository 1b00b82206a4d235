"""Django's session store over our table: keys hashed, and the person read together with the session.

Every request of a signed-in person begins with this read; it is written out, because the query
compiler would take longer over it than the database does.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import (
    VALID_KEY_CHARS,
    CreateError,
    SessionBase,
    UpdateError,
)
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from identity.accounts.models import Person
from identity.sessions.models import Device, Session
from identity.sessions.rules import VISITOR, has_rested_too_long

_KEY = re.compile(r"[0-9a-z]{32}")

COLUMNS = ("id", "is_superuser", "uuid", "name", "birth_year", "is_active", "session_epoch")
FIELDS = [field for field in Person._meta.concrete_fields if field.attname in COLUMNS]
NAMES = [field.attname for field in FIELDS]

READ = (
    f"SELECT s.data, s.device, s.seen_at, {', '.join(f'p.{name}' for name in NAMES)}"  # noqa: S608 - constants
    " FROM identity_session s LEFT JOIN identity_person p ON p.id = s.person_id AND p.is_active"
    " WHERE s.key_hash = %s AND s.expire_at > %s"
)


@dataclass(frozen=True)
class Place:
    """Where a session was opened: whose device, which browser and network in coarse words."""

    device: str = ""
    browser: str = ""
    network: str = ""


class SessionStore(SessionBase):
    """One row per session. `person` is who is signed in, `seen_at` when the session was last used."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._start_anew()

    def _start_anew(self) -> None:
        self.person: Person | None = None
        self.device = ""
        self.seen_at = timezone.now()

    def load(self) -> dict[str, Any]:
        """What the session holds; without a live row the browser's key is forgotten, as Django does."""
        now = timezone.now()
        row = self._row(now)
        if row is None:
            self._session_key = None
            return {}
        data, self.device, seen_at, *person = row
        self.seen_at = _as_instant(seen_at)
        if has_rested_too_long(self.device, seen=self.seen_at, now=now):
            self.delete()
            self._session_key = None
            return {}
        self.person = _person(person) if person[0] is not None else None
        return dict(json.loads(data))

    def _row(self, now: dt.datetime) -> tuple[Any, ...] | None:
        bound = connection.ops.adapt_datetimefield_value(now)
        with connection.cursor() as cursor:
            cursor.execute(READ, [hash_of(str(self.session_key)), bound])
            row: tuple[Any, ...] | None = cursor.fetchone()
        return row

    def exists(self, session_key: str) -> bool:
        """Whether a row has this key."""
        return Session.objects.filter(key_hash=hash_of(session_key)).exists()

    def create(self) -> None:
        """A new row under a new key."""
        while True:
            self._session_key = _fresh_key()
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Write the session; UpdateError when it was ended in the meantime."""
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        values = {
            "person_id": int(data[SESSION_KEY]) if SESSION_KEY in data else None,
            "data": json.dumps(data, separators=(",", ":")),
            "expire_at": self.get_expiry_date(),
        }
        key_hash = hash_of(self.session_key)
        if must_create:
            _insert(key_hash, values, device=self.device, at=self.seen_at)
        elif not Session.objects.filter(key_hash=key_hash).update(**values):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """Remove the row of this key, or of the session itself."""
        key = session_key or self.session_key
        if key:
            Session.objects.filter(key_hash=hash_of(key)).delete()

    def flush(self) -> None:
        """Throw the session away; whoever comes next in this browser starts from nothing."""
        super().flush()
        self._start_anew()

    def cycle_key(self) -> None:
        """The same session under a new key; the old one is worth nothing from here on."""
        data, fresh = dict(self.items()), _fresh_key()
        if self.session_key and self._rows().update(key_hash=hash_of(fresh)):
            self._session_key, self.modified = fresh, True
        else:
            self.create()
            self._session_cache = data

    def become_staffs(self, *, now: dt.datetime) -> None:
        """From here on staff's rules of resting hold, whoever owns the device."""
        self.device, self.seen_at = Device.STAFF, now
        self._rows().update(device=Device.STAFF, seen_at=now)

    def opened_in(self, place: Place, *, now: dt.datetime) -> None:
        """Write down where the session was opened; the clock of its rest starts."""
        self.device, self.seen_at = place.device, now
        self._rows().update(
            device=place.device,
            browser=place.browser,
            network=place.network,
            opened_at=now,
            seen_at=now,
        )

    def touch(self, *, now: dt.datetime) -> None:
        """Note that the session is in use, and nothing else of it."""
        self.seen_at = now
        self._rows().update(seen_at=now)

    def row_hash(self) -> str:
        """What the row of this session is found by."""
        return hash_of(str(self.session_key))

    def _rows(self) -> Any:
        return Session.objects.filter(key_hash=self.row_hash())

    def get_session_cookie_age(self) -> int:
        """Somebody who is still signing in is kept for a day only."""
        is_signed_in = SESSION_KEY in self
        return settings.SESSION_COOKIE_AGE if is_signed_in else int(VISITOR.total_seconds())

    @classmethod
    def clear_expired(cls) -> None:
        """Remove the rows nobody can use any more."""
        Session.objects.filter(expire_at__lt=timezone.now()).delete()

    def _validate_session_key(self, key: Any) -> bool:
        """What was not made here is no key, and never asked for: PostgreSQL breaks on a NUL."""
        return bool(key) and _KEY.fullmatch(key) is not None


def _fresh_key() -> str:
    """165 random bits: nobody guesses one, and no two are alike."""
    return get_random_string(32, VALID_KEY_CHARS)


def hash_of(session_key: str) -> str:
    """What stands in the table for a key; 165 random bits need neither salt nor stretching."""
    return hashlib.sha256(session_key.encode()).hexdigest()


def _insert(key_hash: str, values: dict[str, Any], *, device: str, at: dt.datetime) -> None:
    try:
        with transaction.atomic():
            Session.objects.create(
                key_hash=key_hash, device=device, opened_at=at, seen_at=at, **values
            )
    except IntegrityError as taken:
        raise CreateError from taken


def _person(row: list[Any]) -> Person:
    """The person in the model's own order; other columns come when asked for."""
    values = [field.to_python(value) for field, value in zip(FIELDS, row, strict=True)]
    return Person.from_db(connection.alias, NAMES, values)


def _as_instant(value: dt.datetime) -> dt.datetime:
    """SQLite answers in UTC without saying so."""
    return value if value.tzinfo else value.replace(tzinfo=dt.UTC)
