"""What the clock and the outbox start exists, in every worker."""

import pytest
from django.utils.module_loading import import_string

from skills.celery import app
from skills.subscriptions import SUBSCRIPTIONS
from skills.timetable import TIMETABLE


@pytest.fixture(scope="module", autouse=True)
def tasks():
    app.loader.import_default_modules()
    return app.tasks


@pytest.mark.parametrize("line", TIMETABLE.values(), ids=TIMETABLE)
def test_the_timetable_starts_known_tasks(line, tasks):
    assert line["task"] in tasks


@pytest.mark.parametrize("path", SUBSCRIPTIONS.values(), ids=SUBSCRIPTIONS)
def test_every_topic_is_followed_by_a_task(path, tasks):
    assert import_string(path).name == path
    assert path in tasks


def test_promises_are_swept_every_few_seconds():
    sweeps = [line for line in TIMETABLE.values() if line["task"] == "identity.outbox.tasks.sweep"]
    assert [line["schedule"] for line in sweeps] == [5.0]


def test_workers_read_json_and_nothing_else():
    assert app.conf.accept_content == ["json"]
