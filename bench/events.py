"""Learning events against a bare view that makes one durable upsert."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.middleware.csrf import _get_new_csrf_string
from django.utils import timezone

from bench import load
from bench.figures import Figure, ratio
from bench.site import cpu_seconds, served
from courses.catalogue.kinds import KINDS
from identity.accounts.contacts import read_contact
from identity.accounts.models import Person
from identity.accounts.queries import holder_of
from identity.sessions.store import SessionStore
from skills.demo.history import Lesson, lessons_of, right_answer
from skills.demo.people import CITIZENS, INTERNET
from skills.demo.seeding import course_of

TABLE = "CREATE TABLE IF NOT EXISTS bench_upsert (name varchar(64) PRIMARY KEY, n integer)"
BATCH = 50
REQUESTS = 300


def measure(*, port: int) -> list[Figure]:
    """CPU of one event, its p95 at 32 connections, and what a batch of 50 saves."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    phones = [Phone(person) for person in people()]
    with served(port=port) as pids:
        single = partial(send, port, pids, lambda number: phones[number % len(phones)].post(1))
        bare = partial(send, port, pids, upsert)
        batch = partial(send, port, pids, lambda number: phones[number % len(phones)].post(BATCH))
        return [
            Figure(
                "one event, CPU of a bare durable upsert",
                ratio(lambda: single(8).cpu, lambda: bare(8).cpu),
                at_most=3,
            ),
            Figure(
                "one event, p95 at 32 connections of that upsert's",
                ratio(lambda: single(32).load.p95, lambda: bare(32).load.p95),
                at_most=5,
            ),
            Figure(
                "events/s in batches of 50 of those sent singly",
                ratio(
                    lambda: BATCH * batch(4, requests=40).load.per_second,
                    lambda: single(4).load.per_second,
                ),
                at_least=10,
            ),
        ]


class Sent:
    """One run of requests, and the CPU seconds the server used for each."""

    def __init__(self, done: load.Load, cpu: float) -> None:
        self.load = done
        self.cpu = cpu


def send(
    port: int,
    pids: list[int],
    make: Callable[[int], bytes],
    connections: int,
    requests: int = REQUESTS,
) -> Sent:
    """Send so many requests and read the server's CPU clock around them."""
    before = cpu_seconds(pids)
    done = load.run(port, make, requests=requests, connections=connections)
    return Sent(done, (cpu_seconds(pids) - before) / requests)


def upsert(number: int) -> bytes:
    """A request to the bare view, one of a few rows."""
    body = json.dumps({"name": f"row {number % len(CITIZENS)}"}).encode()
    return load.request("POST", "/bench/upsert/", body=body, headers=headers_for("", ""))


def people() -> list[Person]:
    """The demo citizens."""
    found = [holder_of(read_contact(demo.contact)) for demo in CITIZENS]
    return [person for person in found if person is not None]


def headers_for(cookie: str, csrf: str) -> dict[str, str]:
    """What a browser sends along."""
    return {
        "Host": "localhost",
        "Content-Type": "application/json",
        "Accept-Encoding": "gzip",
        "Cookie": cookie,
        "X-CSRFToken": csrf,
    }


class Phone:
    """One signed-in phone that answers the questions of a lesson over and over."""

    def __init__(self, person: Person) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        csrf = _get_new_csrf_string()
        cookie = (
            f"{settings.SESSION_COOKIE_NAME}={session.session_key};"
            f" {settings.CSRF_COOKIE_NAME}={csrf}"
        )
        self.headers = headers_for(cookie, csrf)
        self.device, self.seq = str(uuid4()), 0
        self.lesson: Lesson = lessons_of(course_of(INTERNET))[0]

    def post(self, number: int) -> bytes:
        """A request with so many new answers."""
        events = [self._answer() for _ in range(number)]
        body = json.dumps({"device": self.device, "events": events}).encode()
        return load.request("POST", "/api/v1/progress/events", body=body, headers=self.headers)

    def _answer(self) -> dict[str, Any]:
        self.seq += 1
        frozen = self.lesson.frozen
        item = frozen.items[self.seq % len(frozen.items)]
        return {
            "id": str(uuid4()),
            "seq": self.seq,
            "kind": KINDS[item.kind].event,
            "learner": None,
            "lesson": str(frozen.lesson),
            "version": str(frozen.version),
            "item": str(item.id),
            "attempt": None,
            "answer": right_answer(item, self.lesson.keys[item.id]),
            "help": None,
            "at": timezone.now().isoformat(),
        }
