"""Several workers reach for the same promise; one of them gets it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from identity.outbox import actions as outbox
from identity.outbox.models import Job
from tests.conftest import NOW

WORKERS = 8
RUNS: list[int] = []


def count_run(**_payload):
    """Stands for a task."""
    RUNS.append(1)


SUBSCRIPTIONS = {"counted": f"{__name__}.count_run"}


def reach(_number):
    try:
        return outbox.keep(topic="counted", key="1", now=NOW)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_only_one_of_many_workers_keeps_a_promise(settings):
    settings.OUTBOX_SUBSCRIPTIONS = f"{__name__}.SUBSCRIPTIONS"
    RUNS.clear()
    outbox.add(topic="counted", key="1", payload={}, now=NOW, prompt=False)
    with ThreadPoolExecutor(WORKERS) as workers:
        kept = list(workers.map(reach, range(WORKERS)))
    assert sum(kept) == len(RUNS) == 1
    assert Job.objects.get().done_at == NOW
