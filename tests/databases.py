"""Databases for tests: a template is built once for a set of migrations, and copied, never flushed."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

TEMPLATES = settings.BASE_DIR / "var" / "test-templates"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "one")
# What an installation keeps beside its database.
DATA_NAMES = ("media", "demo.json", "outbox.jsonl")


def use(template: str) -> None:
    """Stand on a fresh copy of `base` (empty) or `content` (register, courses, demo people)."""
    folder = _built(template)
    connections.close_all()
    _drop_data()
    for name in DATA_NAMES:
        _copy(folder / name, settings.DATA_DIR / name)
    if connection.vendor == "postgresql":
        _postgres(f'DROP DATABASE IF EXISTS "{_own_name()}" WITH (FORCE)')
        _postgres(f'CREATE DATABASE "{_own_name()}" TEMPLATE "{folder.name}"')
        _point_at(_own_name())
    else:
        own = settings.DATA_DIR / "ben-so.sqlite3"
        for leftover in own.parent.glob("ben-so.sqlite3*"):
            leftover.unlink()
        shutil.copyfile(folder / "ben-so.sqlite3", own)
        _point_at(own)


def drop() -> None:
    """Leave nothing behind but the templates."""
    connections.close_all()
    if connection.vendor == "postgresql":
        _postgres(f'DROP DATABASE IF EXISTS "{_own_name()}" WITH (FORCE)')
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


def _built(template: str) -> Path:
    """The template's folder; whichever process comes first builds it."""
    sources, fill = RECIPES[template]
    folder = TEMPLATES / f"{template}-{connection.vendor}-{_digest(sources)}"
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    with _alone(folder.with_suffix(".lock")):
        if not _complete(folder):
            shutil.rmtree(folder, ignore_errors=True)
            _build(folder, fill)
    return folder


def _build(folder: Path, fill: Callable[[], None]) -> None:
    draft = folder.with_suffix(".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    connections.close_all()
    _drop_data()
    if connection.vendor == "postgresql":
        _postgres(f'DROP DATABASE IF EXISTS "{folder.name}" WITH (FORCE)')
        _postgres(f'CREATE DATABASE "{folder.name}"')
        _point_at(folder.name)
    else:
        _point_at(draft / "ben-so.sqlite3")
    fill()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")
    connections.close_all()
    for name in DATA_NAMES:
        _copy(settings.DATA_DIR / name, draft / name)
    draft.rename(folder)


def _complete(folder: Path) -> bool:
    if connection.vendor != "postgresql":
        return folder.exists()
    found = _postgres(f"SELECT count(*) FROM pg_database WHERE datname = '{folder.name}'")
    return folder.exists() and found == 1


def _fill_base() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _fill_content() -> None:
    _fill_base()
    for command in ("load_communes", "import_content", "seed_demo"):
        call_command(command, verbosity=0)


def _migrations() -> Iterator[Path]:
    for app in ("identity", "cms", "courses"):
        yield from sorted((settings.BASE_DIR / app / "migrations").glob("*.py"))
    yield settings.BASE_DIR / "requirements" / "runtime.txt"


def _everything() -> Iterator[Path]:
    for top in ("identity", "cms", "courses", "skills", "content"):
        found = (settings.BASE_DIR / top).rglob("*")
        yield from sorted(
            path for path in found if path.suffix in {".py", ".yaml", ".svg", ".csv", ".json"}
        )


RECIPES: dict[str, tuple[Callable[[], Iterator[Path]], Callable[[], None]]] = {
    "base": (_migrations, _fill_base),
    "content": (_everything, _fill_content),
}


def _digest(sources: Callable[[], Iterator[Path]]) -> str:
    digest = hashlib.sha256()
    for path in sources():
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _own_name() -> str:
    return f"ben_so_{WORKER}_{os.getpid()}"


def _point_at(name: str | Path) -> None:
    """Every thread's connection is made from this one dictionary."""
    connections.settings["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name
    if connection.vendor == "postgresql":
        os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"].replace(
            "/postgres", f"/{name}"
        )


def _postgres(statement: str) -> int | None:
    with closing(psycopg.connect(os.environ["TEST_DATABASE_URL"], autocommit=True)) as server:
        cursor = server.execute(statement.encode())
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def _drop_data() -> None:
    for name in DATA_NAMES:
        path = settings.DATA_DIR / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    elif source.exists():
        shutil.copyfile(source, target)
