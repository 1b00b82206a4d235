"""Recording facts: verdicts, idempotence, conflicts, and credit that stays."""

import json
import random
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import Event, LearnerEdition, PersonCourse, PersonLesson, Refusal
from courses.progress import actions as progress
from courses.progress.reading import read_body
from identity.models import Job
from tests import factories
from tests.courses.teaching import MORNING, Item, Phone, edition, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan():
    return factories.lan()


def send(person, phone, *events, now=MORNING):
    body = phone.body(*events)
    return progress.record(events=read_body(body), by=person, now=now)


def outcomes(verdicts):
    return [(each.verdict, each.reason) for each in verdicts]


APPLIED, ALREADY = ("applied", None), ("already", None)
CONFLICT = ("conflict", "id_known")
# read the state (under a lock); append to the log and write the new state
TRIPS = {"sqlite": 3, "postgresql": 2}


def projection(person):
    lessons = PersonLesson.objects.filter(person=person).order_by("lesson")
    courses = PersonCourse.objects.filter(person=person).order_by("course")
    skipped = {"id"}
    names = [f.attname for f in PersonLesson._meta.fields if f.name not in skipped]
    more = [f.attname for f in PersonCourse._meta.fields if f.name not in skipped]
    return list(lessons.values_list(*names)), list(courses.values_list(*more))


def test_an_answer_is_marked_by_the_server_and_taught_at_once(lan):
    item, phone = Item("single"), Phone()
    lesson = publish(item)
    right = phone.answer(lesson, item, score=100, correct=True)
    wrong = phone.answer(lesson, item, good=False, score=100, correct=True)
    first, second = send(lan, phone, right, wrong)
    assert (first.correct, first.score) == (True, 100)
    assert (second.correct, second.score) == (False, 0)
    assert first.feedback == f"Về {item.ids[0][:4]}.\n\nNhớ nhé."
    assert list(Event.objects.order_by("seq").values_list("score", flat=True)) == [100, 0]


def test_the_same_events_again_change_nothing(lan):
    phone, lesson = Phone(), publish()
    events = phone.complete(lesson)
    assert outcomes(send(lan, phone, *events)) == [APPLIED, APPLIED]
    before = projection(lan)
    again = send(lan, phone, *events, now=MORNING + timedelta(days=1))
    assert outcomes(again) == [ALREADY, ALREADY]
    assert again[0].score == 100
    assert projection(lan) == before
    assert Event.objects.count() == 2


def test_an_id_twice_in_one_batch_is_taken_once_as_first_sent(lan):
    phone, lesson = Phone(), publish()
    opened = phone.report("lesson.opened", lesson)
    other = opened | {"at": (MORNING - timedelta(days=9)).isoformat()}
    assert outcomes(send(lan, phone, opened, opened, other)) == [APPLIED, ALREADY, CONFLICT]
    assert Event.objects.get().device_time == opened["at"]


def test_a_known_id_with_other_content_is_a_recorded_conflict(lan):
    phone, lesson = Phone(), publish()
    opened = phone.report("lesson.opened", lesson)
    send(lan, phone, opened)
    changed = opened | {"seq": 99}
    assert outcomes(send(lan, phone, changed)) == [CONFLICT]
    assert outcomes(send(lan, phone, changed)) == [CONFLICT]
    assert Event.objects.get().seq == opened["seq"]
    assert Refusal.objects.get().verdict == "conflict"


def test_a_hundred_collisions_overwrite_nothing_and_tell_nothing(lan):
    phone, item = Phone(), Item("single")
    lesson = publish(item)
    hers = [phone.answer(lesson, item) for _ in range(100)]
    send(lan, phone, *hers)
    stranger = factories.person()
    verdicts = send(stranger, phone, *hers)
    assert outcomes(verdicts) == [CONFLICT] * 100
    assert {(each.correct, each.score, each.feedback) for each in verdicts} == {(None, None, None)}
    assert set(Event.objects.values_list("person", flat=True)) == {lan.pk}
    assert Refusal.objects.filter(person=stranger).count() == 100
    assert not PersonLesson.objects.filter(person=stranger).exists()


def test_each_wrong_event_is_refused_by_its_own_reason_and_stops_no_other(lan):
    phone, item = Phone(), Item("single")
    lesson, other = publish(item), publish()
    events = [
        phone.answer(lesson, item),
        phone.answer(lesson, item, learner=str(uuid4())),
        phone.report("lesson.opened", lesson, version=str(uuid4())),
        phone.report("lesson.opened", lesson, lesson=str(other.uuid)),
        phone.answer(lesson, item, item=str(uuid4())),
        phone.answer(lesson, item, item=None),
        phone.answer(lesson, item, answer="x"),
        phone.report("lesson.position", lesson, answer=item.ids[0]),
        phone.report("lesson.position", lesson, answer=[]),
        "rubbish",
        phone.report("lesson.position", lesson, answer=lesson.steps[0]),
    ]
    reasons = [verdict.reason for verdict in send(lan, phone, *events)]
    assert reasons == [
        None,
        "not_yours",
        "unknown_lesson",
        "unknown_lesson",
        "unknown_item",
        "unknown_item",
        "bad_answer",
        "bad_answer",
        "bad_answer",
        "bad_event",
        None,
    ]
    assert Event.objects.count() == 2
    assert Refusal.objects.count() == 9
    assert send(lan, phone, *events)[1].reason == "not_yours"
    assert Refusal.objects.count() == 9


def test_a_lesson_is_done_when_every_practice_was_tried_and_not_before(lan):
    phone, one, two = Phone(), Item("single"), Item("spot", right=2)
    lesson = publish(one, two)
    done = phone.report("lesson.done", lesson)
    assert outcomes(send(lan, phone, phone.answer(lesson, one, good=False), done)) == [
        APPLIED,
        ("rejected", "not_finished"),
    ]
    assert outcomes(send(lan, phone, phone.answer(lesson, two, good=False), done)) == [APPLIED] * 2
    assert PersonLesson.objects.get().done_at


def test_a_batch_comes_to_the_same_in_whatever_order_it_is_sent(lan):
    phone, lesson = Phone(), publish(Item("single"), Item("multiple", right=2), Item("true_false"))
    events = phone.complete(lesson)
    assert outcomes(send(lan, phone, *reversed(events))) == [APPLIED] * 4
    assert PersonLesson.objects.get().done_at


def test_an_edited_lesson_takes_no_credit_away(lan):
    phone, kept = Phone(), Item("single")
    lesson = publish(kept)
    course = edition(lesson)
    send(lan, phone, *phone.complete(lesson))
    newer = publish(kept, Item("single"), lesson=lesson.uuid, number=2)
    send(lan, phone, phone.report("lesson.opened", newer))
    row = PersonLesson.objects.get()
    assert (row.done_version, row.best_score) == (lesson.version, 100)
    assert PersonCourse.objects.get(course=course.course).percent == 100
    assert outcomes(send(lan, phone, phone.report("lesson.done", newer)))[0][1] == "not_finished"


def test_a_later_lesson_lowers_nobodys_percent(lan):
    phone, one, two = Phone(), publish(), publish()
    first = edition(one, two)
    send(lan, phone, *phone.complete(one))
    third = publish()
    edition(one, two, third, course=first.course, number=2)
    send(lan, phone, *phone.complete(two))
    row = PersonCourse.objects.get()
    assert (row.percent, row.edition_id, row.completed_edition_id) == (100, first.id, first.id)
    assert LearnerEdition.objects.get().reason == "started"


def test_moving_to_another_edition_keeps_what_was_finished(lan):
    phone, one, two = Phone(), publish(), publish()
    first = edition(one)
    send(lan, phone, *phone.complete(one))
    newer = edition(one, two, course=first.course, number=2)
    progress.follow_edition(person_ids=[lan.pk], edition=newer, reason="moved", now=MORNING)
    row = PersonCourse.objects.get()
    assert (row.percent, row.edition_id, row.completed_edition_id) == (100, newer.id, first.id)


def test_joining_a_class_counts_against_its_edition_only_for_a_newcomer(lan):
    phone, one, two = Phone(), publish(), publish()
    first = edition(one)
    newer = edition(one, two, course=first.course, number=2)
    somebody = factories.person()
    send(lan, phone, phone.report("lesson.opened", one))
    for person in (lan, somebody):
        progress.follow_edition_if_none(
            person_id=person.pk, edition_id=first.id, reason="enrolled", now=MORNING
        )
    assert PersonCourse.objects.get(person=lan).edition_id == newer.id
    assert PersonCourse.objects.get(person=somebody).edition_id == first.id


def test_a_clock_far_off_is_held_and_the_fact_kept(lan):
    phone, lesson = Phone(), publish()
    for at in ("1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"):
        assert outcomes(send(lan, phone, phone.report("lesson.opened", lesson, at=at))) == [APPLIED]
    assert all(Event.objects.values_list("is_clamped", flat=True))
    assert PersonLesson.objects.get().last_seen_at == MORNING + timedelta(minutes=5)


def test_a_thousand_events_thrice_shuffled_in_overlapping_batches_equal_one_run_in_order(lan):
    items = [Item("single"), Item("true_false"), Item("multiple", right=2)]
    lessons = [publish(*items[: 1 + number % 3]) for number in range(4)]
    edition(*lessons)
    phone, dice = Phone(), random.Random(7)
    events = []
    for _ in range(80):
        lesson = dice.choice(lessons)
        events += [phone.answer(lesson, item, good=dice.random() < 0.5) for item in lesson.items]
    events += [phone.report("lesson.done", lesson) for lesson in lessons]
    other = factories.person()
    twin = [event | {"id": str(uuid4())} for event in events]
    send(other, phone, *twin[:450])
    send(other, phone, *twin[450:])
    mixed = events * 3
    dice.shuffle(mixed)
    for begin in range(0, len(mixed), 60):
        send(lan, phone, *mixed[begin : begin + 90])
    send(lan, phone, *events[-4:])
    hers, others = projection(lan), projection(other)
    strip = lambda rows: [[c for i, c in enumerate(row) if i not in (0, 2)] for row in rows[0]]  # noqa: E731
    assert strip(hers) == strip(others)
    assert Event.objects.filter(person=lan).count() == len(events)


def test_a_rebuild_gives_the_same_bytes(lan):
    phone, check = Phone(), publish(Item("single"), Item("single"), use="check")
    lesson = publish(Item("single"), Item("spot", right=1))
    edition(lesson, check)
    attempt = str(uuid4())
    events = [*phone.complete(lesson, good=False), *phone.complete(check, attempt=attempt)]
    random.Random(3).shuffle(events)
    send(lan, phone, *events, phone.report("lesson.position", lesson, answer=lesson.steps[1]))
    before = projection(lan)
    progress.rebuild(person_id=lan.pk)
    assert projection(lan) == before
    assert json.loads(before[0][0][2])


def test_one_answer_costs_few_queries_and_no_roll_up_when_nothing_is_counted(lan):
    phone, item = Phone(), Item("single")
    lesson = publish(item)
    edition(lesson)
    send(lan, phone, phone.answer(lesson, item))
    Job.objects.all().delete()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        send(lan, phone, phone.answer(lesson, item))
    statements = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(statements) == TRIPS[connection.vendor], statements
    assert not Job.objects.exists()


def test_fifty_answers_cost_no_more_queries_than_one(lan):
    phone, item = Phone(), Item("single")
    lesson = publish(item)
    send(lan, phone, phone.answer(lesson, item))
    with CaptureQueriesContext(connection) as queries:
        send(lan, phone, *(phone.answer(lesson, item) for _ in range(50)))
    statements = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(statements) == TRIPS[connection.vendor]
