"""`python -m skills.supervisor`: prepare, then web server, worker and timetable as one process group.

Standard library only. A child that dies is started again, a few times; one signal stops all; no
child outlives the supervisor, not even when it is killed.
"""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

from skills.environment import WrongSetting, data_folder, this_process

PROJECT = Path(__file__).resolve().parent.parent
MOST_DEATHS, WITHIN_SECONDS = 5, 60.0
GRACE_SECONDS = 10.0
READY_SECONDS = 60.0
PR_SET_PDEATHSIG = 1
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class CannotStart(Exception):
    """The reason, in one sentence for whoever started it."""


@dataclass
class Child:
    """A program that is kept running, and when it died lately."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        """In a session of its own: Ctrl-C reaches only the supervisor, which stops it in order."""
        self.process = subprocess.Popen(
            self.command,
            cwd=PROJECT,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - the supervisor has one thread
        )

    def died(self) -> bool:
        """Whether it ended by itself since it was last started."""
        return self.process is not None and self.process.poll() is not None

    def may_return(self, now: float) -> bool:
        """Count a death; False when there were too many in the last minute."""
        self.deaths = [when for when in self.deaths if when > now - WITHIN_SECONDS] + [now]
        return len(self.deaths) < MOST_DEATHS

    def signal(self, number: int) -> None:
        """Tell it and everything it started."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


def die_with_parent() -> None:
    """Linux sends the child SIGTERM when its parent is gone, however that happened."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Starts the children, watches them, and stops them."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.stopping = False

    def run(self, *, port: int) -> int:
        """Until a signal, or until a child cannot be kept alive; the exit status."""
        for number in STOPPING:
            signal.signal(number, self._asked_to_stop)
        for child in self.children:
            child.start()
        try:
            self._announce(port)
            return self._watch()
        finally:
            self._stop_all()

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _announce(self, port: int) -> None:
        ends = time.monotonic() + READY_SECONDS
        while not self.stopping and time.monotonic() < ends:
            if is_ready(port):
                print(f"\nBến Số is ready: http://localhost:{port}\n", flush=True)
                return
            if any(child.died() for child in self.children):
                return
            time.sleep(0.2)

    def _watch(self) -> int:
        while not self.stopping:
            for child in self.children:
                if child.died() and not self._revive(child):
                    return 1
            time.sleep(0.3)
        return 0

    def _revive(self, child: Child) -> bool:
        if not child.may_return(time.monotonic()):
            print(f"The {child.name} died {MOST_DEATHS} times in a minute; stopping.", flush=True)
            return False
        print(f"The {child.name} died; starting it again.", flush=True)
        child.signal(signal.SIGKILL)
        child.start()
        return True

    def _stop_all(self) -> None:
        for child in self.children:
            child.signal(signal.SIGTERM)
        ends = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            if child.process is not None:
                with suppress(subprocess.TimeoutExpired):
                    child.process.wait(timeout=max(0.1, ends - time.monotonic()))
            # also what a child may have left behind in its session
            child.signal(signal.SIGKILL)


def children(*, port: int, workers: int, threads: int) -> list[Child]:
    """The web server, and one worker that also runs the timetable."""
    python = [sys.executable, "-m"]
    return [
        Child(
            "web server",
            [*python, "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
             "--workers", str(workers), "--blocking-threads", str(threads),
             "--log-level", "warning", "--no-access-log", "skills.wsgi:application"],
        ),
        Child(
            "worker",
            [*python, "celery", "--app", "skills", "--quiet", "worker", "--beat", "--pool", "threads",
             "--concurrency", "2", "--loglevel", "warning", "--without-gossip", "--without-mingle",
             "--without-heartbeat"],
        ),
    ]  # fmt: skip


def is_ready(port: int) -> bool:
    """Whether /readyz says so."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004
    except (OSError, urllib.error.URLError):
        return False


def only_one(data_dir: Path) -> IO[str]:
    """Hold DATA_DIR for this supervisor; refused when another one runs on it."""
    lock = (data_dir / "supervisor.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as busy:
        lock.close()
        raise CannotStart(f"Bến Số already runs with DATA_DIR {data_dir}.") from busy
    return lock


def check_port(port: int) -> None:
    """Refuse early, and by name, when something else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as taken:
            raise CannotStart(
                f"PORT {port} cannot be used ({taken.strerror}): set PORT to another number."
            ) from taken


def prepare() -> int:
    """Run `manage.py prepare` to its end; its exit status. Ctrl-C ends it, and it says so itself."""
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    command = [sys.executable, "manage.py", "prepare"]
    done = subprocess.run(command, cwd=PROJECT, check=False, preexec_fn=die_with_parent)
    signal.signal(signal.SIGINT, before)
    return done.returncode


def main() -> None:
    """Run with the variables of infra/env.example; what cannot run says so before it prepares."""
    environment = this_process()
    try:
        port = environment.number("PORT", 8000, least=1, most=65535)
        workers = environment.number("WEB_WORKERS", 2, least=1, most=64)
        threads = environment.number("WEB_THREADS", 1, least=1, most=64)
        lock = only_one(data_folder(environment, project=PROJECT))
        check_port(port)
    except (CannotStart, WrongSetting) as refusal:
        sys.exit(str(refusal))
    with lock:
        sys.exit(
            prepare()
            or Supervisor(children(port=port, workers=workers, threads=threads)).run(port=port)
        )


if __name__ == "__main__":
    main()
