"""Save an installation to a folder, and bring it back: `backup.py save FOLDER`, `backup.py restore FOLDER`.

Reads the same variables as the application (infra/env.example) and needs only Python, and for
PostgreSQL its own pg_dump and pg_restore. Pictures in S3 are saved by the store itself. The keys of
an embedded installation are saved with it; in production they come from the environment, are not in
the backup, and must be kept where the backup is not.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BESIDE_THE_DATABASE = ("media", "keys", "demo.json", "stamps.json")


@dataclass(frozen=True)
class Installation:
    """Where this installation keeps what must not be lost."""

    data_dir: Path
    database_url: str

    @property
    def sqlite(self) -> Path:
        """The database file of an embedded installation."""
        return self.data_dir / "ben-so.sqlite3"


def save(installation: Installation, folder: Path) -> Path:
    """A new folder below `folder`, complete when it carries its final name."""
    name = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    draft = folder / f".{name}"
    draft.mkdir(mode=0o700, parents=True)
    if installation.database_url:
        run("pg_dump", "--format=custom", "--no-owner", f"--file={draft / 'database.dump'}",
            f"--dbname={installation.database_url}")  # fmt: skip
    else:
        copy_sqlite(installation.sqlite, draft / "ben-so.sqlite3")
    for entry in BESIDE_THE_DATABASE:
        copy(installation.data_dir / entry, draft / entry)
    return draft.rename(folder / name)


def restore(installation: Installation, saved: Path) -> None:
    """Replace the installation's data by what was saved; the application must not be running."""
    installation.data_dir.mkdir(parents=True, exist_ok=True)
    if installation.database_url:
        run("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
            f"--dbname={installation.database_url}", str(saved / "database.dump"))  # fmt: skip
    else:
        for leftover in installation.data_dir.glob("ben-so.sqlite3*"):
            leftover.unlink()
        copy_sqlite(saved / "ben-so.sqlite3", installation.sqlite)
    for entry in BESIDE_THE_DATABASE:
        if (saved / entry).exists():
            remove(installation.data_dir / entry)
            copy(saved / entry, installation.data_dir / entry)


def copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's own backup: a whole copy even while somebody writes."""
    if not source.exists():
        sys.exit(f"There is no database at {source}.")
    with closing(sqlite3.connect(source)) as reader, closing(sqlite3.connect(target)) as writer:
        reader.backup(writer)
    target.chmod(0o600)


def copy(source: Path, target: Path) -> None:
    """A file or a folder, with its mode; nothing when it is not there."""
    if source.is_dir():
        shutil.copytree(source, target)
    elif source.exists():
        shutil.copy2(source, target)


def remove(path: Path) -> None:
    """A file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def run(*command: str) -> None:
    """The program, or an end with its own message above."""
    if subprocess.run(command, check=False).returncode != 0:
        sys.exit(f"{command[0]} could not finish: the lines above say why.")


def installation_of(variables: Mapping[str, str]) -> Installation:
    """The installation these variables describe."""
    data_dir = (PROJECT / (variables.get("DATA_DIR") or "var")).resolve()
    return Installation(data_dir=data_dir, database_url=variables.get("DATABASE_URL", ""))


def main() -> None:
    """`save FOLDER` prints the new folder; `restore FOLDER` takes one that was printed."""
    match sys.argv[1:]:
        case ["save", folder]:
            print(save(installation_of(os.environ), Path(folder)))
        case ["restore", saved] if Path(saved).is_dir():
            restore(installation_of(os.environ), Path(saved))
        case _:
            sys.exit("Say `backup.py save FOLDER`, or `backup.py restore FOLDER` with a saved one.")


if __name__ == "__main__":
    main()
