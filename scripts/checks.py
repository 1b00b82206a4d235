"""Runs the checks and the test suite step by step, and says at the end what failed or was left out."""

import base64
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
APPS = ("skills", "courses", "cms", "identity")
STRICT = os.environ.get("REQUIRE_SERVICES") == "1"
PROCESSES = min(os.cpu_count() or 1, 4)


@dataclass(frozen=True)
class Step:
    """One command, and what this machine would need for it."""

    name: str
    command: list[str | Path]
    environment: dict[str, str] = field(default_factory=dict)
    absent: str = ""


def checks() -> Iterator[Step]:
    """What goes on side by side, the longest first: databases for the suites are filled meanwhile."""
    fill = [sys.executable, "-m", "tests.templates"]
    yield Step("templates on PostgreSQL", fill, {"TEST_DATABASE": "postgres"}, absent=no_postgres())
    yield Step("templates on SQLite", fill, {"TEST_DATABASE": "sqlite"})
    yield Step("types", [BIN / "mypy"])
    manage = [sys.executable, "manage.py"]
    yield Step("migrations", [*manage, "makemigrations", "--check", "--dry-run"])
    yield Step(
        "deploy check", [*manage, "check", "--deploy", "--fail-level", "WARNING"], production()
    )
    yield Step("format", [BIN / "ruff", "format", "--check", "."])
    yield Step("lint", [BIN / "ruff", "check", "."])
    yield Step("imports", [BIN / "lint-imports", "--no-cache"])
    templates = sorted(
        path for app in APPS for path in (PROJECT / app).rglob("templates/**/*.html")
    )
    yield Step("template style", [BIN / "djade", "--check", "--target-version", "5.2", *templates])
    yield Step("template layout", [BIN / "djhtml", "--check", "--tabwidth", "2", *templates])


def suites() -> Iterator[Step]:
    """What keeps every processor busy by itself."""
    yield Step("suite on SQLite", pytest(PROCESSES), {"TEST_DATABASE": "sqlite"})
    yield Step(
        "suite on PostgreSQL",
        # a browser sees the same pages whatever database stands behind them; half the time is waiting
        [*pytest(PROCESSES + 1), "-m", "not browser"],
        {"TEST_DATABASE": "postgres"},
        absent=no_postgres(),
    )


def pytest(processes: int) -> list[str | Path]:
    """The suite, dealt out a few tests at a time: one story can take as long as a hundred rules."""
    shared = ["-n", str(processes), "--maxschedchunk=4"]
    return [sys.executable, "-m", "pytest", "-q", *shared]


def production() -> dict[str, str]:
    """The production example, with the values in it that an operator must replace replaced."""
    own = {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "KEY_RING": "k1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
        "DATA_DIR": str(PROJECT / "var" / "deploy-check"),
    }
    lines = (PROJECT / "infra" / "env.production.example").read_text().splitlines()
    pairs = [line.split("=", 1) for line in lines if line and not line.startswith("#")]
    return dict(pairs) | own


def no_postgres() -> str:
    """What to install, where no server was given and none can be started."""
    debian = any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if os.environ.get("TEST_DATABASE_URL") or shutil.which("initdb") or debian:
        return ""
    return "PostgreSQL is not installed (apt-get install postgresql)"


def left_out() -> list[str]:
    """Programs whose tests the suite leaves out by itself."""
    programs = {
        "Redis (apt-get install redis-server)": ("redis-server", "valkey-server"),
        "Chromium (apt-get install chromium)": ("chromium", "chromium-browser"),
    }
    return [
        f"tests that need {name}"
        for name, names in programs.items()
        if not any(map(shutil.which, names))
    ]


def main() -> None:
    """Run the named steps, or all of them."""
    wanted = set(sys.argv[1:])
    side_by_side, alone = (
        [step for step in steps if not wanted or step.name in wanted]
        for steps in (checks(), suites())
    )
    skipped = [f"{step.name}: {step.absent}" for step in alone if step.absent]
    with ThreadPoolExecutor(PROCESSES) as crew:
        failed = [*crew.map(failure, side_by_side)]
    failed += [failure(step, is_open=True) for step in alone]
    report([name for name in failed if name], [*left_out(), *skipped])


def failure(step: Step, *, is_open: bool = False) -> str:
    """Its name when it fails; what it says is heard in the open, or in one piece at its end."""
    if step.absent:
        return ""
    began = time.monotonic()
    if is_open:
        print(f"\n== {step.name}", flush=True)
    heard = {} if is_open else {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(
        step.command, cwd=PROJECT, env=environment(step), check=False, text=True, **heard
    )
    before = "" if is_open else f"\n== {step.name}\n{done.stdout}"
    verdict = "ok" if done.returncode == 0 else "FAILED"
    took = time.monotonic() - began
    print(f"{before}== {step.name}: {verdict} ({took:.0f} s)", flush=True)
    return "" if done.returncode == 0 else step.name


def environment(step: Step) -> dict[str, str]:
    """Ours and the step's; compiled modules are kept, because hundreds of processes begin with the same."""
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | step.environment


def report(failed: list[str], skipped: list[str]) -> None:
    """The end; leaving out counts as failing where REQUIRE_SERVICES=1."""
    print()
    for reason in skipped:
        print(f"Left out: {reason}")
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}")
    if skipped and STRICT:
        sys.exit("REQUIRE_SERVICES=1, so nothing may be left out.")
    print("All that ran has passed.")


if __name__ == "__main__":
    main()
