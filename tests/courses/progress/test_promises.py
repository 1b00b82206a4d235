"""What is promised about progress: the order of sending does not matter, and the server decides scores."""

import json
import random
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from courses.models import Event, PersonCourse, PersonLesson
from courses.progress import actions as progress
from courses.progress.reading import read_body
from tests import factories
from tests.courses.teaching import MORNING, Item, Phone, edition, publish

pytestmark = pytest.mark.django_db
INTERLEAVINGS = 200


def three_devices(lessons):
    """What one person did on her phone, her daughter's and the tablet of the hall, each in its own order."""
    reports = []
    for number, lesson in enumerate(lessons):
        phone = Phone(MORNING - timedelta(hours=30, minutes=number))
        told = [phone.report("lesson.opened", lesson)]
        for other in lessons[number:]:
            told += phone.complete(other, good=number != 1)
        told.append(phone.report("lesson.position", lesson, answer=lesson.steps[0]))
        reports.append((phone, told))
    return reports


def interleaved(reports, dice):
    """Batches of the three in a random order; each device keeps its own, and some batches come twice."""
    queues = [(phone, list(told)) for phone, told in reports]
    while any(told for _, told in queues):
        phone, told = dice.choice([queue for queue in queues if queue[1]])
        size = dice.randint(2, 9)
        batch, told[:size] = told[:size], []
        yield phone, batch
        if dice.random() < 0.2:
            yield phone, batch


def standing(person):
    lessons = PersonLesson.objects.filter(person=person).order_by("lesson")
    courses = PersonCourse.objects.filter(person=person)
    return list(lessons.values_list("lesson", "state", "best_score", "done_at", "position")), list(
        courses.values_list("course", "lessons_done", "lessons_total", "completed_at")
    )


def test_three_devices_come_to_one_state_in_whatever_order_they_are_heard():
    lan = factories.lan()
    lessons = [publish(Item("single"), Item("true_false")) for _ in range(3)]
    edition(*lessons)
    reports, dice, states = three_devices(lessons), random.Random(13), []
    for _ in range(INTERLEAVINGS):
        with transaction.atomic():
            for phone, batch in interleaved(reports, dice):
                progress.record(events=read_body(phone.body(*batch)), by=lan, now=MORNING)
            states.append(standing(lan))
            transaction.set_rollback(True)
    assert states[0][0]
    assert all(state == states[0] for state in states)
    assert PersonLesson.objects.count() == 0


CLAIMS = {
    "score": 100,
    "correct": True,
    "best_score": 100,
    "passed": True,
    "received_at": "2020-01-01",
}


def test_what_a_device_claims_of_its_marks_is_passed_over(client):
    lan, item = factories.lan(), Item("multiple", right=2)
    client.force_login(lan)
    lesson, phone = publish(item), Phone()
    wrong = phone.answer(lesson, item, good=False) | CLAIMS
    half = phone.answer(lesson, item, answer=[item.ids[0]]) | CLAIMS
    verdicts = post(client, phone, wrong, half)
    assert [(each["correct"], each["score"]) for each in verdicts] == [(False, 0), (False, 50)]
    stored = Event.objects.order_by("seq").values_list("correct", "score")
    assert list(stored) == [(False, 0), (False, 50)]
    assert PersonLesson.objects.get(person=lan).best_score == 50


def test_forged_times_and_unknown_versions_buy_nothing(client):
    lan, item = factories.lan(), Item("single")
    client.force_login(lan)
    lesson, other, phone = publish(item), publish(), Phone()
    early = phone.answer(lesson, item) | {"at": "1999-01-01T00:00:00Z"}
    unknown = phone.answer(lesson, item) | {"version": str(uuid4())}
    foreign = phone.answer(lesson, item) | {"version": str(other.version)}
    verdicts = post(client, phone, early, unknown, foreign)
    assert [each["reason"] for each in verdicts] == [None, "unknown_lesson", "unknown_lesson"]
    fact = Event.objects.get()
    assert fact.is_clamped
    assert fact.effective_at.year == 2026


def test_there_are_never_more_items_answered_than_items(client):
    lan, items = factories.lan(), (Item("single"), Item("true_false"))
    client.force_login(lan)
    lesson, phone = publish(*items), Phone()
    again = [phone.answer(lesson, item, good=at % 2 == 0) for at in range(6) for item in items]
    post(client, phone, *again)
    row = PersonLesson.objects.get(person=lan)
    assert len(json.loads(row.state)["tries"]) == len(items)
    assert 0 <= row.best_score <= 100


def post(client, phone, *events):
    answer = client.post(
        "/api/v1/progress/events", phone.body(*events), content_type="application/json"
    )
    return answer.json()["verdicts"]
