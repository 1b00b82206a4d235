"""The limits hold with four web workers, across a restart and with Redis gone; pages go on."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from bench.site import PROJECT, prepared
from skills.supervisor import children
from tests import services

WORKERS, CROWD, PATIENCE_SECONDS = 4, 64, 120
STRANGER = "0977 000 123"


class Site:
    """An installation with a Redis of its own, both of which can be stopped."""

    def __init__(self, folder: Path, port: int, environment: dict[str, str]) -> None:
        self.folder, self.port, self.environment = folder, port, environment
        self.running: list[subprocess.Popen] = []

    def start(self):
        for child in children(port=self.port, workers=WORKERS, threads=4):
            self.running.append(
                subprocess.Popen(
                    child.command, cwd=PROJECT, env=self.environment, start_new_session=True
                )
            )
        wait_for(self.is_alive)

    def is_alive(self):
        """Alive, not ready: without its queue it rightly calls itself not ready."""
        try:
            return requests.get(self.url("/healthz"), timeout=5).ok
        except requests.ConnectionError:
            return False

    def stop(self):
        for process in self.running:
            os.killpg(process.pid, signal.SIGTERM)
        for process in self.running:
            process.wait(PATIENCE_SECONDS)
        self.running.clear()

    def url(self, path):
        return f"http://localhost:{self.port}{path}"

    def ask(self, sql):
        with sqlite3.connect(self.folder / "ben-so.sqlite3", timeout=20) as database:
            return database.execute(sql).fetchone()[0]

    def messages(self):
        file = self.folder / "outbox.jsonl"
        return file.read_text().splitlines() if file.exists() else []

    def newest_code(self):
        """Once a worker has written a message."""
        wait_for(self.messages)
        return re.search(r"\b\d{6}\b", json.loads(self.messages()[-1])["text"]).group()


def wait_for(ready):
    ends = time.monotonic() + PATIENCE_SECONDS
    while not ready():
        assert time.monotonic() < ends, "the site did not get ready"
        time.sleep(0.2)


class Browser(requests.Session):
    """A browser of somebody at the door."""

    def __init__(self, site):
        super().__init__()
        self.site = site
        self.headers["Referer"] = site.url("/")
        self.get(site.url("/dang-nhap/"))

    def submit(self, path, **fields):
        token = self.cookies.get("csrftoken", "")
        return self.post(
            self.site.url(path), fields | {"csrfmiddlewaretoken": token}, allow_redirects=False
        )


@contextmanager
def own_redis(folder):
    program = services.shutil.which("redis-server")
    if program is None:
        services.missing("Redis is not installed (apt-get install redis-server).")
    port = services.free_port()
    server = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder],
        stdout=subprocess.DEVNULL,
    )
    try:
        yield server, f"redis://127.0.0.1:{port}/0"
    finally:
        services.stop(server)


@pytest.fixture
def site_and_redis(tmp_path):
    with prepared(port=services.free_port()) as made, own_redis(tmp_path) as (redis, address):
        environment = made.environment | {"REDIS_URL": address, "WEB_WORKERS": str(WORKERS)}
        environment["DJANGO_SETTINGS_MODULE"] = "skills.settings"
        site = Site(Path(made.folder), made.port, environment)
        site.start()
        try:
            yield site, redis
        finally:
            site.stop()


def guess(site, cookies):
    """A wrong code from this browser's cookies, on a connection of its own."""
    browser = requests.Session()
    browser.cookies.update(cookies)
    token = cookies.get("csrftoken")
    answer = browser.post(
        site.url("/dang-nhap/ma/"),
        {"code": "000000", "csrfmiddlewaretoken": token},
        headers={"Referer": site.url("/")},
        allow_redirects=False,
    )
    return answer.status_code


def crowd(site, browser):
    with ThreadPoolExecutor(CROWD) as pool:
        return Counter(pool.map(lambda _: guess(site, browser.cookies), range(CROWD)))


def sign_in(site, phone):
    browser = Browser(site)
    assert browser.submit("/dang-nhap/", contact=phone).status_code == 302
    assert browser.submit("/dang-nhap/ma/", code=site.newest_code()).status_code == 302
    return browser


TRIES = "SELECT sum(tries_since_success) FROM identity_trybudget"


def test_no_worker_restart_or_lost_redis_gives_another_guess(site_and_redis):
    site, redis = site_and_redis
    people = json.loads((site.folder / "demo.json").read_text())
    citizen = sign_in(site, people["citizens"][0]["phone"])
    stranger = Browser(site)
    stranger.submit("/dang-nhap/", contact=STRANGER)

    statuses = crowd(site, stranger)
    assert not {status for status in statuses if status >= 500}
    assert site.ask(TRIES) == 5

    services.stop(redis)
    assert citizen.get(site.url("/toi/")).status_code == 200
    assert citizen.get(site.url("/khoa-hoc/")).status_code == 200
    assert not {status for status in crowd(site, stranger) if status >= 500}
    assert site.ask(TRIES) == 5

    site.stop()
    site.start()
    assert citizen.get(site.url("/toi/")).status_code == 200
    crowd(site, stranger)
    assert site.ask(TRIES) == 5
