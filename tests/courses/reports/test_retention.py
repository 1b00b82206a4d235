"""What is remembered after 30 days: first answers at the last step, small communes hidden."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.desks.cityfigures import as_csv, read_city
from courses.reports.models import CommuneRetention
from courses.reports.retention import city_retention, count_retention, prove_retention
from courses.reports.rules import Retained
from courses.review.models import Review, ReviewAnswer, ReviewRound
from courses.review.rules import RULE
from identity.accounts.models import Alias
from identity.outbox.models import Job
from tests import factories
from tests.courses.review.conftest import learned  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def answers(person, now, *, right, step=RULE.last_step, is_first=True):
    """Three answers of one round, the first `right` of them right."""
    row = Review.objects.create(
        person=person, module=uuid4(), course=uuid4(), title="Phần một", done_at=now
    )
    begun = ReviewRound.objects.create(
        review=row, number=1, step=step, is_first=is_first, items=[], made_at=now
    )
    for number in range(3):
        ReviewAnswer.objects.create(
            person=person, round=begun, lesson=uuid4(), version=uuid4(), item=uuid4(), answer=True,
            correct=number < right, score=0, step=step, is_first=is_first, at=now,
        )  # fmt: skip


def test_the_share_is_of_right_first_answers_at_the_last_step(now):
    home = factories.commune()
    for number, person in enumerate(factories.people(10)):
        answers(person, now, right=3 if number < 5 else 0)
        answers(person, now, right=3, step=0)
        answers(person, now, right=3, is_first=False)
    count_retention(commune=home.pk, now=now)
    row = CommuneRetention.objects.get()
    assert (row.people, row.answers, row.right) == (10, 30, 15)
    found = city_retention()
    assert found.by_commune[home.pk] == 50 == found.city


def test_fewer_than_ten_people_are_never_shown(now):
    home = factories.commune()
    for person in factories.people(9):
        answers(person, now, right=3)
    count_retention(commune=home.pk, now=now)
    assert city_retention().by_commune[home.pk] is None
    assert Retained(people=9, answers=27, right=27).percent is None
    line = next(line for line in as_csv(read_city(search="", sort="name", now=now)).splitlines()
                if home.code in line)  # fmt: skip
    assert line.endswith(",")


def test_two_accounts_of_one_person_count_as_one(now):
    home = factories.commune()
    kept, old = factories.lan(), factories.person()
    for person in (kept, old):
        answers(person, now, right=2)
    old.kept = kept
    old.save(update_fields=["kept"])
    Alias.objects.create(absorbed=old, kept=kept, since=now, by=kept)
    count_retention(commune=home.pk, now=now)
    assert CommuneRetention.objects.get().people == 1


def test_twice_is_once_and_the_night_counts_those_who_moved(now):
    home, elsewhere = factories.commune(), factories.commune(factories.ELSEWHERE)
    lan = factories.lan()
    answers(lan, now, right=1)
    for _ in range(2):
        count_retention(commune=home.pk, now=now)
    count_retention(commune=elsewhere.pk, now=now)
    assert CommuneRetention.objects.get(commune=home).right == 1
    lan.residences.update(commune=elsewhere)
    prove_retention(now=now + timedelta(days=1))
    assert CommuneRetention.objects.get(commune=home).people == 0
    assert CommuneRetention.objects.get(commune=elsewhere).people == 1


def test_the_thirty_day_round_promises_the_recount(learned):  # noqa: F811 - the fixture
    for _ in range(3):
        assert not Job.objects.filter(topic="review.retention_changed").exists()
        learned.answer(at=learned.review.due_at)
    assert Job.objects.filter(topic="review.retention_changed").count() == 1


def test_the_city_page_and_its_file_show_the_share(now):
    home = factories.commune()
    for person in factories.people(10):
        answers(person, now, right=2)
    count_retention(commune=home.pk, now=now)
    table = read_city(search="", sort="retention", now=now)
    assert table.lines[0].retention == 66 == table.totals.retention
    assert any(line.endswith(",66") for line in as_csv(table).splitlines())
