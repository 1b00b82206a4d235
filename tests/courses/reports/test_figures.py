"""Monthly figures: recomputed from facts, the same however often, and true to where people live."""

from datetime import UTC, date, datetime, timedelta

import pytest

from courses.models import CommuneMonth
from courses.progress import actions as progress
from courses.progress.reading import read_body
from courses.reports import actions as reports
from courses.reports import queries
from courses.reports.rules import Month, current_month, months_from, read_month
from identity.accounts.actions import move_person
from identity.models import Job
from identity.outbox import actions as outbox
from tests import factories
from tests.courses.teaching import MORNING, Item, Phone, edition, publish

pytestmark = pytest.mark.django_db
OCTOBER = datetime(2026, 10, 12, 3, 0, tzinfo=UTC)


def figures(code=factories.HOME):
    [line] = [line for line in queries.city_figures(now=MORNING) if line.commune.code == code]
    return line.learners, line.active, line.lessons_done, line.finished


def learn(person, *events, phone, now=MORNING):
    verdicts = progress.record(events=read_body(phone.body(*events)), by=person, now=now)
    assert {each.verdict for each in verdicts} <= {"applied", "already"}


def keep_promises(now=MORNING):
    outbox.keep_due(now=lambda: now + timedelta(seconds=1), seconds=5)


def test_what_she_learned_is_counted_for_her_commune():
    lan, hung = factories.lan(), factories.person(commune_code=factories.ELSEWHERE)
    one, two = publish(), publish()
    edition(one, two)
    phone = Phone()
    learn(lan, *phone.complete(one), phone=phone)
    other = Phone()
    learn(hung, other.report("lesson.opened", one), phone=other)
    keep_promises()
    assert figures() == (1, 1, 1, 0)
    assert figures(factories.ELSEWHERE) == (1, 0, 0, 0)
    learn(lan, *phone.complete(two), phone=phone)
    keep_promises()
    assert figures() == (1, 1, 2, 1)


def test_a_roll_up_twice_is_once():
    lan, phone, lesson = factories.lan(), Phone(), publish()
    learn(lan, *phone.complete(lesson), phone=phone)
    commune = factories.commune().pk
    for _ in range(3):
        reports.roll_up(commune=commune, month="2026-11", now=MORNING)
    assert figures() == (1, 1, 1, 0)
    assert CommuneMonth.objects.count() == 1


def test_answers_in_a_month_already_counted_promise_no_new_count():
    lan, item, phone = factories.lan(), Item("single"), Phone()
    lesson = publish(item)
    learn(lan, phone.answer(lesson, item), phone=phone)
    Job.objects.all().delete()
    learn(lan, phone.answer(lesson, item), phone=phone)
    assert not Job.objects.exists()


def test_a_late_fact_is_counted_in_its_own_month_and_in_those_after_it():
    lan, phone, lesson = factories.lan(), Phone(begins=OCTOBER), publish()
    learn(lan, *phone.complete(lesson), phone=phone)
    keep_promises()
    rows = CommuneMonth.objects.order_by("month").values_list(
        "month", "learners", "active", "lessons_done"
    )
    assert list(rows) == [(date(2026, 10, 1), 1, 1, 1), (date(2026, 11, 1), 1, 0, 1)]


def test_a_person_counts_where_she_lives_at_the_end_of_the_month():
    lan, phone, lesson = factories.lan(), Phone(begins=OCTOBER), publish()
    learn(lan, *phone.complete(lesson), phone=phone)
    keep_promises()
    move_person(person=lan, commune=factories.commune(factories.ELSEWHERE), by=lan, now=MORNING)
    reports.prove(now=MORNING)
    assert figures() == (0, 0, 0, 0)
    assert figures(factories.ELSEWHERE) == (1, 0, 1, 0)
    october = CommuneMonth.objects.get(commune__code=factories.HOME, month=date(2026, 10, 1))
    assert october.learners == 1


def test_the_nightly_proof_finds_a_figure_that_is_not_true():
    lan, phone, lesson = factories.lan(), Phone(), publish()
    learn(lan, *phone.complete(lesson), phone=phone)
    keep_promises()
    assert reports.prove(now=MORNING) == 0
    CommuneMonth.objects.filter(learners=1, month=date(2026, 11, 1)).update(learners=40)
    assert reports.prove(now=MORNING) == 1
    assert figures() == (1, 1, 1, 0)


def test_a_commune_of_last_month_shows_its_learners_and_nobody_active():
    row = {"active": 3, "lessons_done": 5, "finished": 1, "computed_at": OCTOBER}
    CommuneMonth.objects.create(
        commune=factories.commune(), month=date(2026, 10, 1), learners=4, **row
    )
    assert figures() == (4, 0, 5, 1)


def test_months_begin_in_vietnam():
    assert current_month(datetime(2026, 12, 31, 16, 59, tzinfo=UTC)) == Month(date(2026, 12, 1))
    assert current_month(datetime(2026, 12, 31, 17, 0, tzinfo=UTC)) == Month(date(2027, 1, 1))
    november = read_month("2026-11")
    assert november.begins_at == datetime(2026, 10, 31, 17, 0, tzinfo=UTC)
    assert november.residence_day(date(2026, 11, 21)) == date(2026, 11, 21)
    assert november.residence_day(date(2027, 1, 1)) == date(2026, 11, 30)
    assert len(months_from(november, last=read_month("2027-02"))) == 4
    assert months_from(november, last=november.previous()) == []
