"""/healthz and /readyz, for operators."""

import pytest
from django.db import connection
from django.test import Client

from skills import health


def test_alive_needs_nothing(client: Client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"alive": "ok"})


@pytest.mark.django_db
def test_ready_asks_database_queue_and_storage(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "queue": "ok", "storage": "ok"}
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["database", "queue", "storage"])
def test_one_part_out_of_reach_is_not_ready(client, monkeypatch, part):
    def lost():
        raise ConnectionRefusedError("db.example refused 0912345678")

    monkeypatch.setitem(health.CHECKS, part, lost)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()[part] == "out of reach"
    assert b"0912" not in answer.content


@pytest.mark.django_db
def test_health_opens_no_session_and_reads_no_table(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        client.get("/readyz")
    assert not client.cookies
    assert connection.queries_log is not None
