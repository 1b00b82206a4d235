"""The database of this installation: SQLite in one file, or PostgreSQL when DATABASE_URL names it."""

from pathlib import Path
from typing import Any

from skills.environment import Environment

# without recursive triggers INSERT OR REPLACE removes a row behind the back of the triggers that keep it
SQLITE_SETUP = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    " PRAGMA recursive_triggers=ON;"
)


def default_database(environment: Environment, *, data_dir: Path) -> dict[str, Any]:
    """Django's description of the database."""
    described = environment.database("DATABASE_URL")
    if described is None:
        return sqlite(data_dir / "ben-so.sqlite3")
    most = environment.number("DATABASE_POOL", 8, most=200)
    if most:
        described["OPTIONS"]["pool"] = {"min_size": 1, "max_size": most, "timeout": 10}
    else:
        described["CONN_MAX_AGE"] = 60
    return described


def sqlite(path: Path) -> dict[str, Any]:
    """IMMEDIATE makes writers wait for each other instead of failing; FULL keeps what was promised."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # opening and closing the file costs more than most requests do
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_SETUP,
        },
    }
