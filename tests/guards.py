"""The triggers that keep tables append-only, for tests that play an owner of the tables."""

from importlib import import_module

from django.db import connection

from identity.audit.triggers import Guard, take_down

MIGRATIONS = (
    "identity.migrations.0003_append_only",
    "courses.migrations.0003_append_only",
    "courses.migrations.0005_kept_for_good",
)


def guards() -> list[Guard]:
    """Every guard the migrations put up."""
    return [guard for name in MIGRATIONS for guard in import_module(name).GUARDS]


def guards_down() -> None:
    """What nobody but the owner of the tables can do; a test's rollback puts them up again."""
    take_down(connection, guards())
