"""What the log says of each item: recomputed, never added up, each person once."""

from datetime import datetime, timedelta

import pytest

from courses.analysis import counting
from courses.analysis.models import ItemStatistic, VersionCount
from courses.questions.kinds import DONT_KNOW
from tests import factories
from tests.courses.school import report
from tests.courses.teaching import Item, Lesson, Phone, publish


@pytest.fixture
def lesson(db: None) -> Lesson:
    return publish(Item("single"), Item("true_false"), Item("single"), use="check")


def statistic(lesson: Lesson, place: int = 0) -> ItemStatistic:
    return ItemStatistic.objects.get(version=lesson.version, item=lesson.items[place].id)


def answers(lesson: Lesson, *right: bool, now: datetime, attempt: str | None = None) -> None:
    """A new person answers the items in order, rightly or not."""
    phone = Phone()
    tried = attempt or phone.device
    events = [
        phone.answer(lesson, item, good=good, attempt=tried)
        for item, good in zip(lesson.items, right, strict=False)
    ]
    report(factories.person(), phone, *events, now=now)


def test_facility_choices_and_discrimination_come_from_first_tries(lesson, now):
    answers(lesson, True, True, True, now=now)
    answers(lesson, True, True, False, now=now)
    answers(lesson, False, False, False, now=now)
    counting.count_version(version=lesson.version, now=now)
    row = statistic(lesson)
    assert (row.people, round(row.facility, 2)) == (3, 0.67)
    assert row.discrimination > 0.5
    taken = {each["id"]: (each["right"], each["taken"]) for each in row.choices}
    assert taken[lesson.items[0].good] == (True, 2)
    assert taken[lesson.items[0].bad] == (False, 1)
    assert [each["text"] for each in statistic(lesson, 1).choices] != []


def test_counting_twice_is_counting_once(lesson, now):
    answers(lesson, True, False, now=now)
    for _ in range(2):
        counting.count_version(version=lesson.version, now=now)
    assert ItemStatistic.objects.count() == 3
    assert statistic(lesson).people == 1


def test_a_second_try_changes_nothing(lesson, now):
    phone, who = Phone(), factories.person()
    first = phone.answer(lesson, lesson.items[0], good=False, attempt=phone.device)
    later = phone.answer(lesson, lesson.items[0], good=True, attempt=phone.device)
    report(who, phone, later, first, now=now)
    counting.count_version(version=lesson.version, now=now)
    assert (statistic(lesson).people, statistic(lesson).facility) == (1, 0.0)


def test_i_do_not_know_and_going_on_are_skips(lesson, now):
    phone = Phone()
    item = lesson.items[0]
    answer = phone.report(
        "question.answered",
        lesson,
        item=item.id,
        answer=dict(DONT_KNOW),
        attempt=phone.device,
    )
    seen = phone.report("lesson.position", lesson, answer=lesson.items[1].id)
    report(factories.person(), phone, answer, seen, now=now)
    counting.count_version(version=lesson.version, now=now)
    assert (statistic(lesson).skips, statistic(lesson).facility) == (1, 0.0)
    assert statistic(lesson, 1).unanswered == 1


def test_time_runs_from_the_fact_before_on_the_same_device(lesson, now):
    phone = Phone()
    seen = phone.report("lesson.position", lesson, answer=lesson.items[0].id)
    phone.at += timedelta(seconds=29)
    told = phone.answer(lesson, lesson.items[0], attempt=phone.device)
    report(factories.person(), phone, seen, told, now=now)
    counting.count_version(version=lesson.version, now=now)
    assert statistic(lesson).median_seconds == 30


def test_only_versions_with_newer_facts_are_due(lesson, now):
    assert counting.count_due(now=now) == 0
    answers(lesson, True, now=now)
    assert counting.count_due(now=now) == 1
    later = now + timedelta(minutes=10)
    VersionCount.objects.update(counted_at=later)
    assert counting.count_due(now=later) == 0
    answers(lesson, True, now=later)
    assert counting.count_due(now=later) == 1
    assert statistic(lesson).people == 2


def test_the_cost_does_not_grow_with_people(lesson, now, django_assert_num_queries):
    for _ in range(3):
        answers(lesson, True, True, True, now=now)
    counting.count_version(version=lesson.version, now=now)
    for _ in range(6):
        answers(lesson, True, True, False, now=now)
    with django_assert_num_queries(9):
        counting.count_version(version=lesson.version, now=now)


def test_a_merged_person_counts_once(lesson, now):
    one, other = factories.person(), factories.person()
    for who in (one, other):
        phone = Phone()
        told = phone.answer(lesson, lesson.items[0], attempt=phone.device)
        report(who, phone, told, now=now)
    other.kept = one
    other.save(update_fields=["kept"])
    counting.count_version(version=lesson.version, now=now)
    assert statistic(lesson).people == 1
