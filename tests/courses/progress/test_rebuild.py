"""`manage.py rebuild_progress`: from the log alone to the same bytes."""

import random
from io import StringIO

import pytest
from django.core.management import call_command

from courses.models import Event, PersonCourse, PersonLesson
from tests import factories
from tests.courses.progress.test_record import projection, send
from tests.courses.teaching import Item, Phone, edition, publish
from tests.guards import guards_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def learners():
    lessons = [publish(Item("single"), Item("spot", right=2)), publish(Item("true_false"))]
    edition(*lessons)
    people = factories.people(3)
    for seed, person in enumerate(people):
        phone, dice = Phone(), random.Random(seed)
        events = [event for lesson in lessons for event in phone.complete(lesson, good=seed != 1)]
        dice.shuffle(events)
        for event in events:
            send(person, phone, event)
        send(person, phone, *events)
    return people


def rebuild(*arguments):
    said = StringIO()
    call_command("rebuild_progress", *arguments, stdout=said)
    return said.getvalue()


def test_everything_is_rebuilt_to_the_same_bytes_and_twice_is_once(learners):
    before = [projection(person) for person in learners]
    PersonLesson.objects.update(state="{}", best_score=1)
    PersonCourse.objects.all().delete()
    assert "3 of 3" in rebuild()
    assert [projection(person) for person in learners] == before
    rebuild()
    assert [projection(person) for person in learners] == before


def test_the_order_of_rows_in_the_log_does_not_matter(learners):
    before = [projection(person) for person in learners]
    rows = list(Event.objects.all())
    random.Random(5).shuffle(rows)
    guards_down()
    Event.objects.all().delete()
    Event.objects.bulk_create(rows)
    rebuild()
    assert [projection(person) for person in learners] == before


def test_one_person_can_be_rebuilt_alone(learners):
    before = projection(learners[0])
    PersonLesson.objects.all().delete()
    assert "1 of 1" in rebuild("--person", str(learners[0].uuid))
    assert projection(learners[0]) == before
    assert projection(learners[1])[0] == []
