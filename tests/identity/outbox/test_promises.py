"""A promise is kept at least once, whoever was killed, and again when it was renewed meanwhile."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from identity.outbox import actions as outbox
from identity.outbox import rules
from identity.outbox.models import Job

pytestmark = pytest.mark.django_db
SEEN: list[dict] = []


def remember(**payload):
    """Stands for a task."""
    SEEN.append(payload)


def fail_once(**payload):
    """A task whose first run ends badly."""
    SEEN.append(payload)
    if len(SEEN) == 1:
        raise RuntimeError("the line was busy")


SUBSCRIPTIONS = {"seen": f"{__name__}.remember", "shaky": f"{__name__}.fail_once"}


@pytest.fixture(autouse=True)
def topics(settings):
    settings.OUTBOX_SUBSCRIPTIONS = f"{__name__}.SUBSCRIPTIONS"
    SEEN.clear()


def promise(now, topic="seen", key="1", **payload):
    outbox.add(topic=topic, key=key, payload=payload, now=now, prompt=False)


def test_a_promise_is_kept_once(now):
    promise(now, person=7)
    assert outbox.keep_due(now=lambda: now) == 1
    assert outbox.keep_due(now=lambda: now) == 0
    assert SEEN == [{"person": 7}]


def test_a_promise_of_a_failed_transaction_was_never_made(now):
    with pytest.raises(RuntimeError), transaction.atomic():
        promise(now)
        raise RuntimeError
    assert outbox.keep_due(now=lambda: now) == 0


def test_equal_promises_are_kept_together(now):
    for number in range(5):
        promise(now, number=number)
    assert outbox.keep_due(now=lambda: now) == 1
    assert SEEN == [{"number": 4}]
    assert not Job.objects.filter(done_at=None).exists()


def test_a_promise_renewed_while_it_is_kept_is_kept_again(now, monkeypatch):
    def renewing(taken):
        SEEN.append({})
        if len(SEEN) == 1:
            promise(now)

    monkeypatch.setattr(outbox, "_run", renewing)
    promise(now)
    assert outbox.keep_due(now=lambda: now) == 2


def test_a_failed_promise_waits_longer_each_time(now):
    promise(now, topic="shaky")
    outbox.keep_due(now=lambda: now)
    job = Job.objects.get()
    assert job.done_at is None
    assert job.due_at == now + timedelta(seconds=rules.FIRST_WAIT_SECONDS)
    outbox.keep_due(now=lambda: job.due_at)
    assert Job.objects.get().done_at == job.due_at


def test_what_a_killed_worker_held_is_taken_again_after_its_lease(now):
    promise(now)
    assert outbox._take(topic="seen", key="1", now=now) is not None
    assert outbox.keep(topic="seen", key="1", now=now + timedelta(minutes=1)) is False
    assert outbox.keep(topic="seen", key="1", now=now + rules.LEASE + timedelta(seconds=1)) is True
    assert SEEN == [{}]


def test_a_promise_for_later_waits(now):
    outbox.add(
        topic="seen", key="1", payload={}, now=now, due_at=now + timedelta(hours=1), prompt=False
    )
    assert outbox.keep_due(now=lambda: now) == 0
    assert outbox.keep_due(now=lambda: now + timedelta(hours=1)) == 1


def test_a_topic_nobody_follows_is_refused_at_once(now):
    with pytest.raises(outbox.UnknownTopic):
        promise(now, topic="unheard")


@pytest.fixture
def asked(monkeypatch) -> list[tuple]:
    """How often a broker that is out of reach was asked."""
    found = []

    def unreachable(*args, **_options):
        found.append(args)
        raise ConnectionRefusedError

    monkeypatch.setattr(outbox.current_app, "send_task", unreachable)
    monkeypatch.setattr(outbox, "_nudges", outbox.Nudges())
    return found


def test_a_queue_out_of_reach_costs_delay_and_nothing_else(
    now, asked, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        outbox.add(topic="seen", key="1", payload={}, now=now)
    assert len(asked) == 1
    assert outbox.keep_due(now=lambda: now) == 1


def test_a_queue_out_of_reach_costs_one_request_its_patience_and_is_asked_again_later(
    now, asked, django_capture_on_commit_callbacks
):
    def promise_aloud():
        with django_capture_on_commit_callbacks(execute=True):
            outbox.add(topic="seen", key="1", payload={}, now=now)

    promise_aloud()
    promise_aloud()
    assert len(asked) == 1
    outbox._nudges.rest_until -= outbox.REST_SECONDS
    promise_aloud()
    assert len(asked) == 2


def test_an_operator_keeps_promises_without_a_queue(now, asked, capsys):
    promise(now - timedelta(days=1))
    call_command("keep_promises", seconds=0)
    assert SEEN == [{}]
    assert "1 promises kept" in capsys.readouterr().out


def test_kept_promises_are_forgotten_after_a_week(now):
    promise(now)
    outbox.keep_due(now=lambda: now)
    assert outbox.forget_done(now=now + rules.KEPT_FOR) == 0
    assert outbox.forget_done(now=now + rules.KEPT_FOR + timedelta(seconds=1)) == 1


@pytest.mark.parametrize(
    ("tries", "seconds"), [(1, 5), (2, 10), (5, 80), (11, 3600), (10_000, 3600)]
)
def test_waiting_doubles_up_to_an_hour(tries, seconds):
    assert rules.wait_after(tries) == timedelta(seconds=seconds)
