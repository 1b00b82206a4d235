"""Several phones of one person at once, on real threads: nothing is lost, doubled or torn."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from courses.models import Event, PersonLesson
from courses.progress import actions as progress
from courses.progress.reading import read_body
from tests import factories
from tests.courses.progress.test_record import projection
from tests.courses.teaching import MORNING, Item, Phone, edition, publish

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(work, inputs):
    def alone(each):
        try:
            return work(each)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(inputs)) as pool:
        return list(pool.map(alone, inputs))


def test_eight_clients_replaying_one_log_come_to_the_state_of_one():
    lan, phone = factories.lan(), Phone()
    lessons = [publish(Item("single"), Item("multiple", right=2)) for _ in range(2)]
    edition(*lessons)
    events = [event for lesson in lessons for event in phone.complete(lesson) * 3]
    events = list({event["id"]: event for event in events}.values())

    def replay(seed):
        mixed = events[:]
        random.Random(seed).shuffle(mixed)
        halves = (mixed[: len(mixed) // 2], mixed[len(mixed) // 2 :], mixed)
        return [
            verdict
            for half in halves
            for verdict in progress.record(events=read_body(phone.body(*half)), by=lan, now=MORNING)
        ]

    verdicts = [verdict for told in at_once(replay, range(8)) for verdict in told]
    applied = [each.id for each in verdicts if each.verdict == "applied"]
    assert sorted(applied) == sorted(event["id"] for event in events)
    assert Event.objects.count() == len(events)
    folded = projection(lan)
    progress.rebuild(person_id=lan.pk)
    assert projection(lan) == folded
    assert PersonLesson.objects.filter(done_at__isnull=False).count() == 2


def test_one_id_from_eight_people_at_once_is_applied_for_one():
    people, phone, lesson = factories.people(8), Phone(), publish()
    body = phone.body(*phone.complete(lesson))

    def claim(person):
        return progress.record(events=read_body(body), by=person, now=MORNING)

    told = at_once(claim, people)
    outcomes = sorted(tuple(each.verdict for each in verdicts) for verdicts in told)
    assert outcomes[0][0] == "applied"
    assert [each[0] for each in outcomes[1:]] == ["conflict"] * 7
    assert Event.objects.count() == 2
    assert len(set(Event.objects.values_list("person", flat=True))) == 1
