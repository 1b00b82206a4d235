"""The stages of a start, each idempotent and quick when there is nothing to do."""

import hashlib
import json
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor

from cms.publishing.actions import prepare_editorial
from identity.communes.queries import first_loaded_at
from skills.environment import WrongSetting

LOCK = settings.BASE_DIR / "requirements" / "runtime.txt"
# as the system, SQLite and PostgreSQL say it
NO_ROOM = ("no space left", "disk is full", "quota exceeded")


def reach_database() -> None:
    """Refused with one sentence where nothing can be read or written; a pool would hide the reason."""
    probe = connection.copy()
    probe.settings_dict["OPTIONS"].pop("pool", None)
    try:
        probe.ensure_connection()
    except (OperationalError, ProgrammingError) as lost:
        name = "DATABASE_URL" if probe.vendor == "postgresql" else "DATA_DIR"
        reason = str(lost).partition("\n")[0].rstrip(".")
        raise WrongSetting(f"{name} names a database that cannot be used: {reason}.") from lost
    probe.close()


def is_out_of_room(failure: Exception) -> bool:
    """Whether the disk is full."""
    return any(words in str(failure).lower() for words in NO_ROOM)


def migrate() -> None:
    """Bring the tables up to date."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    call_command("migrate", interactive=False, verbosity=0)


def make_cache_table() -> None:
    """The database cache's table; nothing when Redis is the cache."""
    if settings.REDIS_URL:
        return
    call_command("createcachetable", verbosity=0)


def load_register() -> None:
    """The communes; the command compares with what is there."""
    _quietly("load_communes")


def load_consent_texts() -> None:
    """What people are asked to agree to; words once loaded never change."""
    _quietly("load_consent_texts")


def import_content() -> None:
    """Courses and site pages from content/, which never overwrites an editor's later change."""
    digest = digest_of(_files(settings.BASE_DIR / "content"))
    if _stamp("content") == digest:
        return
    _quietly("import_content")
    _set_stamp("content", digest)


def prepare_editors() -> None:
    """Groups, their rights and the review of Wagtail; also when no file of content/ has changed."""
    prepare_editorial()


def seed_demo_people() -> None:
    """Invented people of every role, on a laptop only."""
    if not settings.DEMO_PEOPLE or _stamp("demo") == _register_of_this_database():
        return
    _quietly("seed_demo")
    _set_stamp("demo", _register_of_this_database())


def collect_static() -> None:
    """Hashed and compressed static files, when a source or a package changed."""
    sources = [
        Path(storage.path(name))
        for finder in get_finders()
        for name, storage in finder.list([])
        if settings.BASE_DIR in Path(storage.path(name)).parents
        and ".venv" not in Path(storage.path(name)).parts
    ]
    digest = digest_of([LOCK, *sorted(sources)])
    stamp = settings.STATIC_ROOT / ".digest"
    if stamp.exists() and stamp.read_text() == digest:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest)


def digest_of(files: Iterable[Path]) -> str:
    """One hash over the names and contents of the files, in the order given."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(str(path).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _quietly(command: str) -> None:
    call_command(command, verbosity=0, stdout=StringIO())


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _register_of_this_database() -> str:
    """Tells one database from another: the moment its register was first loaded."""
    loaded_at = first_loaded_at()
    return loaded_at.isoformat() if loaded_at else ""


def _stamps_file() -> Path:
    return Path(settings.DATA_DIR) / "stamps.json"


def _stamp(name: str) -> str:
    """What was done to this very database; a stamp of another one does not count."""
    path = _stamps_file()
    stamps = json.loads(path.read_text()) if path.exists() else {}
    return str(stamps.get(f"{name} {_register_of_this_database()}", ""))


def _set_stamp(name: str, value: str) -> None:
    path = _stamps_file()
    stamps = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(
        json.dumps(stamps | {f"{name} {_register_of_this_database()}": value}, indent=1)
    )
