"""One supervisor: children come back, and none stays behind."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from django.conf import settings

from skills import supervisor

PROGRAM = """
import signal, sys
from skills.supervisor import Child, Supervisor
Supervisor([Child(name, [sys.executable, "-c", program]) for name, program in {children!r}]).run(port=1)
"""
SLEEPER = (
    "import os, time, pathlib; pathlib.Path({path!r}).write_text(str(os.getpid())); time.sleep(60)"
)
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEPER


def supervised(*children):
    program = textwrap.dedent(PROGRAM).format(children=children)
    return subprocess.Popen(
        [sys.executable, "-c", program], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True
    )


def started(path):
    """The process that wrote its number there."""
    ends = time.monotonic() + 15
    while time.monotonic() < ends:
        if path.exists() and path.read_text():
            return int(path.read_text())
        time.sleep(0.02)
    raise AssertionError(f"nothing wrote {path}")


def gone(pid):
    ends = time.monotonic() + 15
    while time.monotonic() < ends:
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_child_outlives_the_supervisor(tmp_path, number):
    path = tmp_path / "pid"
    process = supervised(("sleeper", SLEEPER.format(path=str(path))))
    pid = started(path)
    process.send_signal(number)
    process.communicate(timeout=20)
    assert gone(pid)


def test_a_stubborn_child_is_stopped_too(tmp_path, monkeypatch):
    path = tmp_path / "pid"
    child = supervisor.Child("stubborn", [sys.executable, "-c", STUBBORN.format(path=str(path))])
    monkeypatch.setattr(supervisor, "GRACE_SECONDS", 0.2)
    watched = supervisor.Supervisor([child])
    child.start()
    pid = started(path)
    watched._stop_all()
    child.process.wait(timeout=5)
    assert gone(pid)


def test_a_child_that_died_is_started_again(tmp_path):
    path = tmp_path / "pid"
    process = supervised(("sleeper", SLEEPER.format(path=str(path))))
    first = started(path)
    path.unlink()
    os.kill(first, signal.SIGKILL)
    assert started(path) != first
    process.terminate()
    assert "The sleeper died; starting it again." in process.communicate(timeout=20)[0]


def test_a_child_that_cannot_live_ends_the_whole(tmp_path):
    process = supervised(("hopeless", "raise SystemExit(3)"))
    words, _ = process.communicate(timeout=60)
    assert "The hopeless died 5 times in a minute; stopping." in words


def test_deaths_long_ago_are_forgiven():
    child = supervisor.Child("web server", [])
    assert all(child.may_return(now=100.0 * number) for number in range(20))


def test_a_port_in_use_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(supervisor.CannotStart, match=f"PORT {port} .*set PORT"):
            supervisor.check_port(port)


def test_two_supervisors_cannot_share_a_data_folder(tmp_path):
    with supervisor.only_one(tmp_path), pytest.raises(supervisor.CannotStart, match="DATA_DIR"):
        supervisor.only_one(tmp_path)
