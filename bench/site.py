"""A prepared installation in a folder of its own, served as `make run` serves it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from skills.supervisor import children, is_ready

PROJECT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Site:
    """One installation: its folder, its environment, the port it is served on."""

    folder: Path
    port: int
    environment: dict[str, str]

    def manage(self, *arguments: str) -> None:
        """Run a management command against this installation; what it prints is shown."""
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env=self.environment,
            check=True,
        )


@contextmanager
def prepared(*, port: int, database_url: str = "") -> Iterator[Site]:
    """A fresh installation with register, content and demo people; removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="ben-so-bench-") as folder:
        environment = os.environ | {
            "ENVIRONMENT": "embedded",
            "DATA_DIR": folder,
            "PORT": str(port),
            "DATABASE_URL": database_url,
            "REDIS_URL": "",
            "S3_BUCKET": "",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "LOG_LEVEL": "WARNING",
            "PYTHONPATH": str(PROJECT),
        }
        site = Site(Path(folder), port, environment)
        site.manage("prepare")
        yield site


@contextmanager
def served(*, port: int, only_web: bool = True) -> Iterator[list[int]]:
    """Serve the installation of this process's environment; yields the process ids."""
    commands = children(port=port, workers=settings.WEB_WORKERS, threads=settings.WEB_THREADS)[
        : 1 if only_web else None
    ]
    running = [
        subprocess.Popen(child.command, cwd=PROJECT, start_new_session=True) for child in commands
    ]
    try:
        _wait_until_ready(port)
        yield [process.pid for process in running]
    finally:
        for process in running:
            os.killpg(process.pid, signal.SIGTERM)
        for process in running:
            process.wait(timeout=PATIENCE_SECONDS)


def _wait_until_ready(port: int) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while not is_ready(port):
        if time.monotonic() > ends:
            raise TimeoutError("the site did not start")
        time.sleep(0.1)


def family(pids: list[int]) -> set[int]:
    """These processes and everything they started."""
    found = set(pids)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            session = int(stat.read_text().rpartition(")")[2].split()[3])
        except OSError:
            continue
        if session in pids:
            found.add(int(stat.parent.name))
    return found


def cpu_seconds(pids: list[int]) -> float:
    """CPU time these processes and their children have used so far."""
    ticks = 0
    for pid in family(pids):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_bytes(pids: list[int]) -> int:
    """Their proportional share of memory (PSS): shared pages counted once in all."""
    total = 0
    for pid in family(pids):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total
