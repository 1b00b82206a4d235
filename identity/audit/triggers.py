"""Triggers that make tables append-only for everybody who does not own them, on either database.

Migrations are made of these guards, so the statements of a guard once shipped must not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSE = """
CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: % of % is refused', lower(TG_OP), TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
REFUSE_UNLESS = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {unless} THEN
        RETURN {row};
    END IF;
    RAISE EXCEPTION 'append-only: % of % is refused', lower(TG_OP), TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
POSTGRES = (
    "CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"
)
SQLITE = """
CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN NOT ({unless})
BEGIN
    SELECT RAISE(ABORT, 'append-only: {event} of {table} is refused');
END
"""


@dataclass(frozen=True)
class Guard:
    """One kind of change a table refuses.

    `columns` narrows an update to those columns. `unless` is a condition over OLD (NEW for an
    insert) by which the change is allowed after all, by vendor where the two databases differ.
    """

    table: str
    event: Literal["insert", "update", "delete"]
    columns: tuple[str, ...] = ()
    unless: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The trigger's name."""
        return f"{self.table}_no_{self.event}"

    @property
    def when(self) -> str:
        """What the trigger listens to."""
        narrowed = f" OF {', '.join(self.columns)}" if self.columns else ""
        return self.event.upper() + narrowed


def append_only(table: str, *, but: Iterable[str] = (), of: Iterable[str] = ()) -> list[Guard]:
    """The guards of a table whose rows stay as they are: all of it, or its columns `of`."""
    refused = {"update", "delete"} - set(but)
    guards = [Guard(table, "update", columns=tuple(of)), Guard(table, "delete")]
    return [guard for guard in guards if guard.event in refused]


def put_up(database: BaseDatabaseWrapper, guards: Iterable[Guard]) -> None:
    """Create the triggers of these guards."""
    _run(database, (sql for guard in guards for sql in _statements(database.vendor, guard)))


def take_down(database: BaseDatabaseWrapper, guards: Iterable[Guard]) -> None:
    """Remove the triggers of these guards."""
    on_table = database.vendor == "postgresql"
    for guard in guards:
        for name in (guard.name, f"{guard.name}_all"):
            place = f" ON {guard.table}" if on_table else ""
            _run(database, [f"DROP TRIGGER IF EXISTS {name}{place}"])


def standing(database: BaseDatabaseWrapper) -> set[str]:
    """The names of all triggers that stand in this database and are switched on."""
    sql = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if database.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with database.cursor() as cursor:
        cursor.execute(sql)
        return {name for (name,) in cursor.fetchall()}


def _statements(vendor: str, guard: Guard) -> Iterator[str]:
    unless = guard.unless.get(vendor, "")
    if vendor == "sqlite":
        yield SQLITE.format(
            name=guard.name,
            when=guard.when,
            table=guard.table,
            event=guard.event,
            unless=unless or "FALSE",
        )
    else:
        yield from _postgres(guard, unless)


def _postgres(guard: Guard, unless: str) -> Iterator[str]:
    yield REFUSE
    function = "append_only_refuse"
    if unless:
        function = guard.name
        row = "NEW" if guard.event == "insert" else "OLD"
        yield REFUSE_UNLESS.format(name=function, unless=unless, row=row)
    yield POSTGRES.format(
        name=guard.name, when=guard.when, table=guard.table, each="ROW", function=function
    )
    if guard.event == "delete":
        # emptying a table asks no row trigger
        yield POSTGRES.format(
            name=f"{guard.name}_all",
            when="TRUNCATE",
            table=guard.table,
            each="STATEMENT",
            function="append_only_refuse",
        )


def _run(database: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
