"""The three statements that every report runs, written out.

A report is the busiest request there is, and building these through the query compiler costs more
than everything else in it (bench/events.py). Both databases take them as they stand; the models
still say how each value is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from courses.progress.facts import Row
from courses.progress.models import Event, PersonLesson

READ_STATES = (
    "SELECT lesson, state FROM courses_personlesson WHERE person_id = %s AND lesson IN ({places})"
)
APPEND = "INSERT INTO {table} ({columns}) VALUES {rows} ON CONFLICT (id) DO NOTHING RETURNING id"
UPSERT = (
    "INSERT INTO {table} ({columns}) VALUES {rows}"
    " ON CONFLICT (person_id, lesson) DO UPDATE SET {changes}"
)

Field = models.Field[Any, Any]
Fields = tuple[Field, ...]
LESSON = PersonLesson._meta.get_field("lesson")
EVENT: Fields = tuple(Event._meta.concrete_fields)
STANDING: Fields = tuple(f for f in PersonLesson._meta.concrete_fields if not f.primary_key)
CHANGES = ", ".join(
    f"{f.column} = excluded.{f.column}"
    for f in STANDING
    if f.attname not in ("person_id", "lesson")
)


def stored_states(person: int, lessons: Collection[UUID]) -> dict[UUID, str]:
    """The states of these lessons; one she has not touched is left out."""
    if not lessons:
        return {}
    database = connections[DEFAULT_DB_ALIAS]
    sought = [LESSON.get_db_prep_save(lesson, database) for lesson in lessons]
    with database.cursor() as cursor:
        cursor.execute(READ_STATES.format(places=places(len(sought))), [person, *sought])
        return {as_uuid(lesson): state for lesson, state in cursor.fetchall()}


def append_events(rows: Sequence[Row]) -> int:
    """Add these events to the log; how many of their ids were free."""
    database = connections[DEFAULT_DB_ALIAS]
    sql = APPEND.format(**insert(Event, EVENT, len(rows)))
    with database.cursor() as cursor:
        cursor.execute(sql, values(rows, EVENT, database))
        return len(cursor.fetchall())


def upsert_standings(rows: Sequence[PersonLesson]) -> None:
    """Write where she stands in these lessons, over what stood there before."""
    database = connections[DEFAULT_DB_ALIAS]
    sql = UPSERT.format(**insert(PersonLesson, STANDING, len(rows)), changes=CHANGES)
    with database.cursor() as cursor:
        cursor.execute(sql, values(rows, STANDING, database))


def insert(model: type[models.Model], fields: Fields, rows: int) -> dict[str, str]:
    """The changing parts of an INSERT of so many rows; names only, values travel as parameters."""
    row = f"({places(len(fields))})"
    return {
        "table": model._meta.db_table,
        "columns": ", ".join(field.column for field in fields),
        "rows": ", ".join([row] * rows),
    }


def places(number: int) -> str:
    """So many parameters."""
    return ", ".join(["%s"] * number)


def values(rows: Iterable[Any], fields: Fields, database: BaseDatabaseWrapper) -> list[Any]:
    """The parameters of these rows, as this database writes them."""
    plan = [(field.attname, writer(field, database)) for field in fields]
    written = []
    for row in rows:
        for name, write in plan:
            value = getattr(row, name)
            written.append(value if write is None or value is None else write(value))
    return written


def writer(field: Field, database: BaseDatabaseWrapper) -> Callable[[Any], Any] | None:
    """How a column's values are written; None where both databases take them as they are."""
    if isinstance(field, models.UUIDField):
        return None if database.features.has_native_uuid_field else attrgetter("hex")
    if isinstance(field, models.DateTimeField):
        return database.ops.adapt_datetimefield_value
    if isinstance(field, models.JSONField):
        return partial(field.get_db_prep_save, connection=database)
    return None


def as_uuid(value: UUID | str) -> UUID:
    """SQLite keeps a uuid as its digits."""
    return value if isinstance(value, UUID) else UUID(value)
