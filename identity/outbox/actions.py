"""Promise work inside a transaction, and keep it: at least once, in any process, whoever was killed.

Promises with the same topic and key are one piece of work: they are taken together and kept once.
A promise added while its work is already running is a row that run did not take, so it is kept
again afterwards, and no writer ever waits for another one's row.
"""

import logging
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.module_loading import import_string

from identity.outbox.models import Job
from identity.outbox.rules import KEPT_FOR, LEASE, wait_after

logger = logging.getLogger(__name__)
SWEEP_SECONDS = 60
# a broker that hangs costs one request its patience, not each request until it is mended
REST_SECONDS = 30.0


class UnknownTopic(Exception):
    """No task follows this topic; the table is skills/subscriptions.py."""

    code = "unknown_topic"


@dataclass
class Nudges:
    """Until when this process asks no worker, because the broker did not answer it lately."""

    rest_until: float = 0.0


_nudges = Nudges()


@dataclass(frozen=True)
class Taken:
    """Promises of one topic and key that this process holds until the lease ends."""

    token: uuid.UUID
    topic: str
    key: str
    payload: Mapping[str, Any]
    tries: int


def add(
    *,
    topic: str,
    key: str,
    payload: Mapping[str, Any],
    now: datetime,
    due_at: datetime | None = None,
    prompt: bool = True,
) -> None:
    """Promise the work of `topic` once this transaction commits; the payload holds ids only.

    `prompt` asks a worker right after the commit. Without it, or when the broker is down, the sweep
    comes within seconds.
    """
    if topic not in _subscriptions():
        raise UnknownTopic(f"No task follows the topic {topic!r}.")
    due = due_at or now
    Job.objects.create(topic=topic, key=key, payload=dict(payload), created_at=now, due_at=due)
    if prompt and due <= now:
        transaction.on_commit(lambda: _nudge(topic, key))


def keep(*, topic: str, key: str, now: datetime) -> bool:
    """Run the task for this topic and key if something of it is due; False when there was nothing."""
    taken = _take(topic=topic, key=key, now=now)
    if taken is None:
        return False
    try:
        _run(taken)
    except Exception as failure:  # noqa: BLE001 - whatever it was, the promise stands
        _put_back(taken, now=now, failure=failure)
    else:
        Job.objects.filter(taken_by=taken.token).update(done_at=now, taken_by=None)
    return True


def keep_due(*, now: Callable[[], datetime], seconds: float = SWEEP_SECONDS) -> int:
    """Keep what is due, oldest first, until nothing is left or the time is over; how many were kept."""
    ends = time.monotonic() + seconds
    kept = 0
    while time.monotonic() < ends:
        oldest = _free(now()).order_by("due_at").values_list("topic", "key").first()
        if oldest is None:
            break
        kept += keep(topic=oldest[0], key=oldest[1], now=now())
    return kept


def forget_done(*, now: datetime) -> int:
    """Remove promises kept more than a week ago; how many."""
    return Job.objects.filter(done_at__lt=now - KEPT_FOR).delete()[0]


def _subscriptions() -> Mapping[str, str]:
    table: Mapping[str, str] = import_string(settings.OUTBOX_SUBSCRIPTIONS)
    return table


def _free(now: datetime) -> Any:
    """Due promises nobody holds, or whose holder was not heard of for a whole lease."""
    unheld = Q(taken_at__isnull=True) | Q(taken_at__lt=now - LEASE)
    return Job.objects.filter(unheld, done_at__isnull=True, due_at__lte=now)


def _take(*, topic: str, key: str, now: datetime) -> Taken | None:
    """One conditional UPDATE decides who holds them."""
    token = uuid.uuid4()
    _free(now).filter(topic=topic, key=key).update(
        taken_by=token, taken_at=now, tries=F("tries") + 1
    )
    newest = Job.objects.filter(taken_by=token).order_by("-id").first()
    if newest is None:
        return None
    return Taken(token=token, topic=topic, key=key, payload=newest.payload, tries=newest.tries)


def _run(taken: Taken) -> None:
    task = import_string(_subscriptions()[taken.topic])
    task(**taken.payload)


def _put_back(taken: Taken, *, now: datetime, failure: Exception) -> None:
    logger.warning(
        "a promise could not be kept yet",
        extra={"topic": taken.topic, "tries": taken.tries, "error": type(failure).__name__},
        exc_info=failure,
    )
    Job.objects.filter(taken_by=taken.token).update(
        taken_at=None, taken_by=None, due_at=now + wait_after(taken.tries)
    )


def _nudge(topic: str, key: str) -> None:
    """Ask a worker; a broker that does not answer costs seconds of delay, never the request."""
    if time.monotonic() < _nudges.rest_until:
        return
    try:
        current_app.send_task("identity.outbox.tasks.dispatch", args=(topic, key), retry=False)
    except Exception as lost:  # noqa: BLE001 - each transport has its own, and the sweep comes anyway
        _nudges.rest_until = time.monotonic() + REST_SECONDS
        logger.warning("the queue is out of reach", extra={"error": type(lost).__name__})
