"""What an installation refuses to start with, in the words the operator reads."""

import base64
import os
import re
import socket
import stat
import subprocess
import sys

import pytest
from django.conf import settings

from skills import keyfiles, preparation

GOOD = {
    "ENVIRONMENT": "production",
    "SITE_URL": "https://hoc.example.vn",
    "SECRET_KEY": "s" * 60,
    "KEY_RING": "k1:" + base64.b64encode(b"1" * 32).decode(),
    "DATABASE_URL": "postgresql://an@127.0.0.1/hoc",
    "SMS_CHANNEL": "sns",
    "EMAIL_CHANNEL": "smtp",
}


def start(folder, command="check", *, program=("manage.py",), **variables):
    """The exit of a management command, or of another program, in a process with just these variables."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *program, command],
        cwd=settings.BASE_DIR,
        env={**keep, "DATA_DIR": str(folder), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_good_production_environment_starts(tmp_path):
    assert start(tmp_path, **GOOD).returncode == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENVIRONMENT", "staging"),
        ("SITE_URL", ""),
        ("SITE_URL", "http://hoc.example.vn"),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "change-me"),
        ("KEY_RING", ""),
        ("KEY_RING", "change-me"),
        ("DATABASE_URL", ""),
        ("SMS_CHANNEL", "file"),
        ("EMAIL_CHANNEL", "file"),
        ("DEMO_PEOPLE", "yes"),
        ("SENT_MESSAGES_PAGE", "yes"),
        ("PORT", "eighty"),
        ("S3_BUCKET", "without-the-rest"),
    ],
)
def test_production_refuses_with_one_sentence_naming_the_variable(tmp_path, name, value):
    refused = start(tmp_path, **{**GOOD, name: value})
    assert refused.returncode == 1
    lines = refused.stderr.strip().splitlines()
    assert len(lines) == 1, refused.stderr
    assert name.removesuffix("BUCKET") in lines[0]


def test_the_keys_of_an_installation_are_made_once_and_readable_to_nobody_else(tmp_path):
    ring, secret = keyfiles.embedded_key_ring(tmp_path), keyfiles.embedded_secret_key(tmp_path)
    assert keyfiles.embedded_key_ring(tmp_path) == ring
    assert keyfiles.embedded_secret_key(tmp_path) == secret
    for path in (tmp_path / "keys").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_python_without_venv_is_told_which_package_to_install(tmp_path):
    script = settings.BASE_DIR / "scripts" / "install"
    program = (
        "import runpy, importlib.util as u, shutil, pathlib, sys\n"
        f"sys.argv = ['install']\n"
        f"space = runpy.run_path({str(script)!r}, run_name='asked')\n"
        "u.find_spec = lambda name: None\n"
        "shutil.which = lambda name: None\n"
        "space['make_environment']()\n"
    )
    asked = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert asked.returncode == 1
    assert "python3-venv" in asked.stderr
    assert len(asked.stderr.splitlines()) == 1


def test_a_database_that_does_not_answer_is_named_before_anything_is_made(tmp_path):
    refused = start(
        tmp_path, "prepare", ENVIRONMENT="embedded", DATABASE_URL="postgresql://an@127.0.0.1:1/hoc"
    )
    assert refused.returncode == 1
    assert refused.stderr.startswith("DATABASE_URL names a database that cannot be used: ")
    assert len(refused.stderr.splitlines()) == 1, refused.stderr


@pytest.mark.parametrize(
    "words", ["[Errno 28] No space left on device", "database or disk is full"]
)
def test_a_full_disk_is_told_by_what_the_system_and_the_database_say(words):
    assert preparation.is_out_of_room(OSError(words))
    assert not preparation.is_out_of_room(OSError("database is locked"))


@pytest.mark.parametrize("found", ["", "not a number"])
def test_whatever_cannot_run_says_so_before_anything_is_prepared(tmp_path, found):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = found or str(taken.getsockname()[1])
        refused = start(tmp_path, program=("-m", "skills.supervisor"), PORT=port)
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert re.fullmatch(rf"PORT .*{port}.*\n", refused.stderr)
    assert not (tmp_path / "ben-so.sqlite3").exists()
