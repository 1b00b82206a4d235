"""A backup that was never restored is none: save, wipe, restore, count."""

import importlib.util
import os
import shutil
import sqlite3
import stat

import pytest
from django.conf import settings
from django.db import connection

from identity.accounts.models import Person
from identity.audit.models import Entry
from tests import databases, factories

specification = importlib.util.spec_from_file_location(
    "backup", settings.BASE_DIR / "infra" / "backup.py"
)
backup = importlib.util.module_from_spec(specification)
specification.loader.exec_module(backup)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def installation(monkeypatch):
    programs = databases.services.postgres_programs()
    if programs:
        monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    address = os.environ.get("DATABASE_URL", "") if connection.vendor == "postgresql" else ""
    return backup.Installation(data_dir=settings.DATA_DIR, database_url=address)


def counts():
    return Person.objects.count(), Entry.objects.count()


def test_what_was_saved_comes_back_whole(installation, tmp_path):
    lan = factories.lan()
    (settings.DATA_DIR / "media").mkdir(exist_ok=True)
    (settings.DATA_DIR / "media" / "picture.txt").write_text("a picture")
    before = counts()
    connection.close()
    saved = backup.save(installation, tmp_path)

    databases.use("base")
    shutil.rmtree(settings.DATA_DIR / "media", ignore_errors=True)
    assert counts() != before
    connection.close()

    backup.restore(installation, saved)
    assert counts() == before
    assert Person.objects.get(uuid=lan.uuid).name == lan.name
    assert (settings.DATA_DIR / "media" / "picture.txt").read_text() == "a picture"


def test_a_backup_is_readable_to_its_owner_only(installation, tmp_path):
    connection.close()
    saved = backup.save(installation, tmp_path)
    assert stat.S_IMODE(saved.stat().st_mode) == 0o700


def test_an_unfinished_backup_does_not_look_like_one(installation, tmp_path, monkeypatch):
    def broken(*_args):
        raise OSError("the disk is full")

    monkeypatch.setattr(backup, "copy", broken)
    connection.close()
    with pytest.raises(OSError, match="full"):
        backup.save(installation, tmp_path)
    assert all(folder.name.startswith(".") for folder in tmp_path.iterdir())


def test_a_copy_made_while_somebody_writes_is_whole(tmp_path):
    source = tmp_path / "source"
    writer = sqlite3.connect(source)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("CREATE TABLE note (words TEXT)")
    writer.execute("INSERT INTO note VALUES ('kept')")
    writer.commit()
    writer.execute("INSERT INTO note VALUES ('not committed')")
    backup.copy_sqlite(source, tmp_path / "copy")
    writer.close()
    copied = sqlite3.connect(tmp_path / "copy")
    assert copied.execute("SELECT words FROM note").fetchall() == [("kept",)]
    copied.close()
