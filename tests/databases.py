"""Databases for tests: a template is built once for a set of migrations, and copied, never flushed."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from cms.publishing.actions import prepare_editorial
from tests import services

TEMPLATES = settings.BASE_DIR / "var" / "test-templates"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "one")
# What an installation keeps beside its database.
KEPT_SECONDS = 7 * 24 * 3600
DUMP = "database.dump"
DATA_NAMES = ("media", "demo.json", "outbox.jsonl")


def use(template: str) -> None:
    """Stand on a fresh copy of `base` (empty) or `content` (register, courses, demo people)."""
    folder = _built(template)
    connections.close_all()
    _drop_data()
    for name in DATA_NAMES:
        _copy(folder / name, settings.DATA_DIR / name)
    if connection.vendor == "postgresql":
        _recreate(_own_name(), template=folder.name)
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
    sources, fill, below = RECIPES[template]
    under = _built(below) if below else None
    folder = TEMPLATES / f"{template}-{connection.vendor}-{_digest(sources)}"
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    with alone(folder.with_suffix(".lock")):
        if not folder.exists():
            _build(folder, fill, under)
        elif connection.vendor == "postgresql" and not _exists(folder.name):
            # built for a server that is gone: its dump fills this one in a second
            _recreate(folder.name)
            _run("pg_restore", "--no-owner", f"--dbname={_address(folder.name)}", folder / DUMP)
    return folder


def _forget_old() -> None:
    for folder in TEMPLATES.iterdir():
        # another process may finish its draft, or forget as we do, between two lines
        with suppress(FileNotFoundError):
            if folder.stat().st_mtime < time.time() - KEPT_SECONDS:
                _remove(folder)


def _build(folder: Path, fill: Callable[[], None], under: Path | None) -> None:
    _forget_old()
    draft = folder.with_suffix(".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    connections.close_all()
    _drop_data()
    if connection.vendor == "postgresql":
        _recreate(folder.name, template=under.name if under else "template0")
        _point_at(folder.name)
    else:
        if under:
            shutil.copyfile(under / "ben-so.sqlite3", draft / "ben-so.sqlite3")
        _point_at(draft / "ben-so.sqlite3")
    fill()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")
    connections.close_all()
    if connection.vendor == "postgresql":
        _run(
            "pg_dump",
            "--format=custom",
            f"--file={draft / DUMP}",
            f"--dbname={_address(folder.name)}",
        )
    for name in DATA_NAMES:
        _copy(settings.DATA_DIR / name, draft / name)
    draft.rename(folder)


def _exists(name: str) -> bool:
    return _postgres(f"SELECT count(*) FROM pg_database WHERE datname = '{name}'") == 1


def _recreate(name: str, template: str = "template0") -> None:
    _postgres(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _postgres(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _run(program: str, *arguments: str | Path) -> None:
    folder = services.postgres_programs()
    subprocess.run([folder / program if folder else program, *arguments], check=True)


def _address(name: str) -> str:
    return os.environ["TEST_DATABASE_URL"].replace("/postgres", f"/{name}")


def _fill_base() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _fill_content() -> None:
    for command in ("load_communes", "load_consent_texts", "import_content"):
        call_command(command, verbosity=0)
    prepare_editorial()
    call_command("seed_demo", verbosity=0)


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


# What a template is made from, what fills it, and the template it begins with.
Recipe = tuple[Callable[[], Iterator[Path]], Callable[[], None], str | None]
RECIPES: dict[str, Recipe] = {
    "base": (_migrations, _fill_base, None),
    "content": (_everything, _fill_content, "base"),
}


@cache
def _digest(sources: Callable[[], Iterator[Path]]) -> str:
    """Read once: whoever edits a file meanwhile gets his own template with his next run."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One process at a time."""
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
        os.environ["DATABASE_URL"] = _address(str(name))


def _postgres(statement: str) -> int | None:
    with closing(psycopg.connect(os.environ["TEST_DATABASE_URL"], autocommit=True)) as server:
        cursor = server.execute(statement.encode())
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def _drop_data() -> None:
    for name in DATA_NAMES:
        _remove(settings.DATA_DIR / name)


def _remove(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    elif source.exists():
        shutil.copyfile(source, target)
