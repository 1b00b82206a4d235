"""The statements that every report runs, written out.

A report is the busiest request there is, and building these through the query compiler costs more
than everything else in it (bench/events.py). Both databases take them as they stand; the models
still say how each value is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from courses.progress.facts import Row
from courses.progress.models import Event, PersonLesson

LOCK = "SELECT id FROM {people} WHERE id = %s FOR NO KEY UPDATE"
READ_STATES = (
    "SELECT people.kept_id, standing.lesson, standing.state FROM {people} people"
    " LEFT JOIN courses_personlesson standing"
    " ON standing.person_id = people.id AND standing.lesson IN ({places})"
    " WHERE people.id = %s"
)
APPEND = "INSERT INTO {table} ({columns}) VALUES {rows} ON CONFLICT (id) DO NOTHING RETURNING id"
UPSERT = (
    "INSERT INTO {table} ({columns}) VALUES {rows}"
    " ON CONFLICT (person_id, lesson) DO UPDATE SET {changes}"
)

Field = models.Field[Any, Any]
Fields = tuple[Field, ...]
Statement = tuple[str, list[Any]]
LESSON = PersonLesson._meta.get_field("lesson")
EVENT: Fields = tuple(Event._meta.concrete_fields)
STANDING: Fields = tuple(f for f in PersonLesson._meta.concrete_fields if not f.primary_key)
CHANGES = ", ".join(
    f"{f.column} = excluded.{f.column}"
    for f in STANDING
    if f.attname not in ("person_id", "lesson")
)


class Absorbed(Exception):
    """The account was merged into another one, `kept`, which her facts are recorded for now."""

    def __init__(self, kept: int) -> None:
        super().__init__(kept)
        self.kept = kept


def lock_learner(person: int) -> None:
    """One writer at a time for a person's facts, until the transaction ends.

    SQLite's IMMEDIATE transactions write one at a time anyway. NO KEY leaves rows that merely point
    at the person free, so that no foreign key check can wait for us while we wait for it.
    """
    run(*lock(person))


def stored_states(
    person: int, lessons: Collection[UUID], *, and_lock: bool = False
) -> dict[UUID, str]:
    """The states of these lessons; one she has not touched is left out. Raises Absorbed.

    With `and_lock` they are read after the learner's lock was waited for, in the same trip; whether
    she was merged is read with them, so that it costs no trip of its own.
    """
    if not lessons:
        return {}
    sought = [LESSON.get_db_prep_save(lesson, database()) for lesson in lessons]
    read = (READ_STATES.format(people=people(), places=places(len(sought))), [*sought, person])
    found = run(*(lock(person) if and_lock else ()), read)[-1]
    for kept, *_rest in found:
        if kept is not None:
            raise Absorbed(kept)
    return {as_uuid(lesson): state for _kept, lesson, state in found if lesson is not None}


def append_events(events: Sequence[Row], standings: Sequence[PersonLesson]) -> int:
    """Add these events to the log and write what they come to; how many of their ids were free."""
    sql = APPEND.format(**insert(Event, EVENT, len(events)))
    appended, _ = run((sql, values(events, EVENT)), upsert(standings))
    return len(appended)


def upsert_standings(standings: Sequence[PersonLesson]) -> None:
    """Write where she stands in these lessons, over what stood there before."""
    run(upsert(standings))


def upsert(standings: Sequence[PersonLesson]) -> Statement:
    """The statement that writes them."""
    sql = UPSERT.format(**insert(PersonLesson, STANDING, len(standings)), changes=CHANGES)
    return sql, values(standings, STANDING)


def lock(person: int) -> tuple[Statement, ...]:
    """The statement that waits for her lock, where the database has such a thing."""
    if not database().features.has_select_for_update:
        return ()
    return ((LOCK.format(people=people()), [person]),)


def people() -> str:
    """The table of people."""
    return get_user_model()._meta.db_table


def run(*statements: Statement) -> list[list[Any]]:
    """The rows of each statement. PostgreSQL takes all in one trip, each seeing what came before it."""
    with database().cursor() as cursor:
        if database().vendor == "postgresql":
            return in_one_trip(cursor, statements)
        return [rows_of(cursor.execute(*each)) for each in statements]


def in_one_trip(cursor: Any, statements: Sequence[Statement]) -> list[list[Any]]:
    """The rows of each, sent together."""
    together = "; ".join(sql for sql, _ in statements)
    cursor.execute(together, list(chain.from_iterable(sent for _, sent in statements)))
    found = [rows_of(cursor)]
    while cursor.nextset():
        found.append(rows_of(cursor))
    return found


def rows_of(cursor: Any) -> list[Any]:
    """What the last statement returned; nothing for one that only writes."""
    return cursor.fetchall() if cursor.description else []


def database() -> BaseDatabaseWrapper:
    """The connection of this thread itself, not the stand-in that looks it up at every step."""
    return connections[DEFAULT_DB_ALIAS]


@lru_cache(maxsize=64)
def insert(model: type[models.Model], fields: Fields, rows: int) -> Mapping[str, str]:
    """The changing parts of an INSERT of so many rows; names only, values travel as parameters."""
    row = f"({places(len(fields))})"
    return {
        "table": model._meta.db_table,
        "columns": ", ".join(str(field.column) for field in fields),
        "rows": ", ".join([row] * rows),
    }


def places(number: int) -> str:
    """So many parameters."""
    return ", ".join(["%s"] * number)


def values(rows: Iterable[Any], fields: Fields) -> list[Any]:
    """The parameters of these rows, as this database writes them."""
    plan = writers(fields, database().vendor)
    written = []
    for row in rows:
        for name, write in plan:
            value = getattr(row, name)
            written.append(value if write is None or value is None else write(value))
    return written


@lru_cache(maxsize=8)
def writers(fields: Fields, vendor: str) -> list[tuple[str, Callable[[Any], Any] | None]]:
    """Each column with how its values are written in this kind of database."""
    return [(field.attname, writer(field, database())) for field in fields]


def writer(field: Field, target: BaseDatabaseWrapper) -> Callable[[Any], Any] | None:
    """How a column's values are written; None where both databases take them as they are."""
    if isinstance(field, models.UUIDField):
        return None if target.features.has_native_uuid_field else attrgetter("hex")
    if isinstance(field, models.DateTimeField):
        # the rows of one request share the time of receipt
        return lru_cache(maxsize=64)(target.ops.adapt_datetimefield_value)
    if isinstance(field, models.JSONField):
        return partial(field.get_db_prep_save, connection=target)
    return None


def as_uuid(value: UUID | str) -> UUID:
    """SQLite keeps a uuid as its digits."""
    return value if isinstance(value, UUID) else UUID(value)
