"""A real Chromium, and a real server for it to visit."""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.utils import timezone

from tests import databases, services

# the window around the page, which nobody sees, draws its own suggestions: they cost more than our pages
UNSEEN = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup")
# the last such flag holds alone, so it says again what playwright turns off
DONE_WITHOUT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)
FLAGS = [
    f"--disable-features={','.join(DONE_WITHOUT + UNSEEN)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Site:
    """A served copy of the content template: its address and what happens behind it."""

    url: str

    @property
    def demo(self) -> dict:
        """The demo people of DATA_DIR/demo.json."""
        return json.loads((settings.DATA_DIR / "demo.json").read_text())

    def deliver(self) -> None:
        """Do what the worker would: send messages, roll figures up."""
        from identity.outbox import actions as outbox

        outbox.keep_due(now=timezone.now)

    def last_message(self, to: str) -> dict:
        """The newest message sent to this phone number or e-mail address."""
        self.deliver()
        lines = (settings.DATA_DIR / "outbox.jsonl").read_text().splitlines()
        return [message for message in map(json.loads, lines) if message["to"] == to][-1]


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:  # noqa: F821
    """Debian's Chromium, driven by playwright; make a context for each person."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        services.missing("Chromium is not installed (apt-get install chromium).")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def collected_static() -> None:
    """Static files with their hashed names, as an installation serves them; one process collects."""
    program = "import django; django.setup(); from skills import preparation; preparation.collect_static()"
    databases.TEMPLATES.mkdir(parents=True, exist_ok=True)
    with databases.alone(databases.TEMPLATES / "static.lock"):
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            cwd=settings.BASE_DIR,
            env=_environment(settings.PORT),
        )


@contextmanager
def served() -> Iterator[Site]:
    """A site, for as long as it is looked at; this process stands on its database meanwhile."""
    port = services.free_port()
    try:
        databases.use("content")
        with _server(port):
            yield Site(f"http://localhost:{port}")
    finally:
        databases.use("base")


@contextmanager
def _server(port: int) -> Iterator[None]:
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
         "--port", str(port), "--workers", "1", "--blocking-threads", "4",
         "--workers-kill-timeout", "5", "skills.wsgi:application"],
        cwd=settings.BASE_DIR, env=_environment(port), start_new_session=True,
    )  # fmt: skip
    try:
        services.wait_until(lambda: _alive(port), "the site", server)
        yield
    finally:
        services.stop(server)


def _environment(port: int) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "skills.settings",
        "PORT": str(port),
        "LOG_LEVEL": "WARNING",
    }


def _alive(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False
