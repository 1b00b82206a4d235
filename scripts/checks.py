"""Runs the checks and the test suite step by step, and says at the end what failed or was left out."""

import base64
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
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


def steps() -> Iterator[Step]:
    """Quick ones first."""
    manage = [sys.executable, "manage.py"]
    yield Step("format", [BIN / "ruff", "format", "--check", "."])
    yield Step("lint", [BIN / "ruff", "check", "."])
    yield Step("imports", [BIN / "lint-imports", "--no-cache"])
    templates = sorted(
        path for app in APPS for path in (PROJECT / app).rglob("templates/**/*.html")
    )
    yield Step("template style", [BIN / "djade", "--check", "--target-version", "5.2", *templates])
    yield Step("template layout", [BIN / "djhtml", "--check", "--tabwidth", "2", *templates])
    yield Step("types", [BIN / "mypy"])
    yield Step("migrations", [*manage, "makemigrations", "--check", "--dry-run"])
    yield Step(
        "deploy check", [*manage, "check", "--deploy", "--fail-level", "WARNING"], production()
    )
    yield Step("suite on SQLite", pytest(PROCESSES), {"TEST_DATABASE": "sqlite"})
    yield Step(
        "suite on PostgreSQL",
        # a browser sees the same pages whatever database stands behind them; half the time is waiting
        [*pytest(PROCESSES + 1), "-m", "not browser"],
        {"TEST_DATABASE": "postgres"},
        absent="" if has_postgres() else "PostgreSQL is not installed (apt-get install postgresql)",
    )


def pytest(processes: int) -> list[str | Path]:
    """The suite, shared among processes."""
    return [sys.executable, "-m", "pytest", "-q", "-n", str(processes)]


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


def has_postgres() -> bool:
    """Whether a server can be started or one was given."""
    debian = any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return bool(os.environ.get("TEST_DATABASE_URL") or shutil.which("initdb") or debian)


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
    failed, skipped = [], left_out()
    for step in steps():
        if wanted and step.name not in wanted:
            continue
        if step.absent:
            skipped.append(f"{step.name}: {step.absent}")
        elif not passed(step):
            failed.append(step.name)
    report(failed, skipped)


def passed(step: Step) -> bool:
    """Run it in the open."""
    print(f"\n== {step.name}", flush=True)
    began = time.monotonic()
    done = subprocess.run(
        step.command, cwd=PROJECT, env={**os.environ, **step.environment}, check=False
    )
    print(f"== {step.name}: {'ok' if done.returncode == 0 else 'FAILED'}", end=" ")
    print(f"({time.monotonic() - began:.0f} s)", flush=True)
    return done.returncode == 0


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
