"""PostgreSQL, Redis and moto for tests: given by address, or started here on a Unix socket."""

import atexit
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PATIENCE_SECONDS = 60


class ServiceMissing(Exception):
    """This machine cannot run the service; the text says what to install."""


def chosen_database() -> str:
    """`sqlite` (default) or `postgres`: what this run of the suite stands on."""
    return os.environ.get("TEST_DATABASE", "sqlite")


def missing(reason: str) -> None:
    """Leave the test out, or fail where REQUIRE_SERVICES=1 says nothing may be left out."""
    if os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def postgres_address() -> str:
    """TEST_DATABASE_URL, or the address of a throw-away server that ends with this process."""
    if "TEST_DATABASE_URL" not in os.environ:
        os.environ["TEST_DATABASE_URL"] = start_postgres(is_durable=False)
    return os.environ["TEST_DATABASE_URL"]


def postgres_programs() -> Path | None:
    """The folder of initdb and postgres, on PATH or where Debian keeps them."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


def start_postgres(*, is_durable: bool) -> str:
    """The address of a throw-away server; a durable one waits for the disk at every commit."""
    waits = "on" if is_durable else "off"
    programs = postgres_programs()
    if programs is None:
        raise ServiceMissing("PostgreSQL is not installed (apt-get install postgresql).")
    folder = _folder_for_server("pg")
    lead = _as_somebody_else(folder)
    data = folder / "data"
    subprocess.run(
        [*lead, programs / "initdb", "-D", data, "-U", "ben_so", "-A", "trust", "-E", "UTF8",
         "--locale=C.UTF-8", "--no-sync"],
        check=True, stdout=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    server = subprocess.Popen(
        [*lead, programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=",
         "-c", f"fsync={waits}", "-c", f"synchronous_commit={waits}", "-c", f"full_page_writes={waits}",
         "-c", "max_connections=200", "-c", "log_min_messages=fatal"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    _stop_at_exit(server, folder)
    _wait_for(folder / ".s.PGSQL.5432", server)
    return f"postgresql://ben_so@/postgres?host={folder}"


def redis_address() -> str:
    """TEST_REDIS_URL, or the address of a throw-away server on a Unix socket."""
    if "TEST_REDIS_URL" in os.environ:
        return os.environ["TEST_REDIS_URL"]
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        raise ServiceMissing("Redis is not installed (apt-get install redis-server).")
    folder = Path(tempfile.mkdtemp(prefix="ben-so-redis-"))
    address = folder / "socket"
    server = subprocess.Popen(
        [program, "--port", "0", "--unixsocket", address, "--save", "", "--appendonly", "no",
         "--dir", folder],
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    _stop_at_exit(server, folder)
    _wait_for(address, server)
    return f"unix://{address}?db=0"


def moto_address() -> str:
    """S3 and SNS that answer on this machine's loopback."""
    port = free_port()
    program = Path(sys.executable).with_name("moto_server")
    server = subprocess.Popen(
        [program, "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _stop_at_exit(server, None)
    wait_until(lambda: _answers(port), "moto's server", server)
    return f"http://127.0.0.1:{port}"


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(ready: Callable[[], bool], what: str, server: subprocess.Popen[bytes]) -> None:
    """Return once `ready`; fail when the server ended or patience is over."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not ready():
        if server.poll() is not None or time.monotonic() > ends:
            raise ServiceMissing(f"{what} did not start.")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_for(path: Path, server: subprocess.Popen[bytes]) -> None:
    wait_until(path.exists, path.name, server)


def _folder_for_server(name: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=f"ben-so-{name}-"))
    folder.chmod(0o755)
    return folder


def _as_somebody_else(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then another user runs it. It ends when we are killed."""
    lead = ["setpriv", "--pdeathsig=INT"]
    if os.geteuid() != 0:
        return lead
    known = {entry.pw_name for entry in pwd.getpwall()}
    other = pwd.getpwnam("postgres" if "postgres" in known else "nobody")
    os.chown(folder, other.pw_uid, other.pw_gid)
    return [*lead, f"--reuid={other.pw_uid}", f"--regid={other.pw_gid}", "--clear-groups"]


def stop(server: subprocess.Popen[bytes]) -> None:
    """Ask, then insist."""
    server.terminate()
    try:
        server.wait(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _stop_at_exit(server: subprocess.Popen[bytes], folder: Path | None) -> None:
    def end() -> None:
        stop(server)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
