"""What makes the city count anew, from which month on, and what the night says it found."""

import logging
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from courses.models import CommuneMonth
from courses.progress import actions as progress
from courses.progress.events import FIGURES_CHANGED
from courses.reports.tasks import prove_rollups
from identity.accounts import actions as accounts
from identity.accounts.events import RESIDENTS_CHANGED
from identity.models import Job
from identity.outbox import actions as outbox
from tests import factories
from tests.courses.school import learns
from tests.courses.teaching import Phone, edition, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]

IN_SEPTEMBER = datetime(2026, 9, 10, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (9, 10, 11))


def keep_promises(now):
    """What the sweep does, seconds later."""
    for topic, key in set(Job.objects.filter(done_at=None).values_list("topic", "key")):
        if topic in {FIGURES_CHANGED, RESIDENTS_CHANGED}:
            assert outbox.keep(topic=topic, key=key, now=now)


def row(month=NOVEMBER, commune=factories.HOME):
    found = CommuneMonth.objects.filter(commune__code=commune, month=month).first()
    return (found.learners, found.active, found.lessons_done, found.finished) if found else None


@pytest.fixture
def lan():
    return factories.lan()


def test_a_promise_names_the_first_month_that_is_no_longer_right(lan, now):
    learns(lan, publish(), now=now, phone=Phone(begins=IN_SEPTEMBER))
    [promise] = Job.objects.filter(topic=FIGURES_CHANGED)
    assert promise.payload == {"commune": factories.commune().pk, "month": "2026-09"}


def test_whoever_moves_counts_where_she_lives_within_one_sweep(lan, now):
    lesson = publish()
    edition(lesson)
    learns(lan, lesson, now=now, phone=Phone(begins=IN_SEPTEMBER))
    keep_promises(now)
    elsewhere = factories.commune(factories.ELSEWHERE)
    accounts.move_person(person=lan, commune=elsewhere, by=lan, now=now)
    keep_promises(now)
    assert row()[0] == 0
    assert row(commune=factories.ELSEWHERE)[0] == 1
    assert row(OCTOBER)[0] == 1, "a month that is over keeps its people"


def test_a_slip_of_the_same_day_leaves_nothing_behind(lan, now):
    learns(lan, publish(), now=now)
    for code in (factories.ELSEWHERE, "10532"):
        accounts.move_person(person=lan, commune=factories.commune(code), by=lan, now=now)
        keep_promises(now)
    assert row(commune=factories.ELSEWHERE)[0] == 0
    assert row(commune="10532")[0] == 1


def test_moving_to_a_shorter_edition_finishes_now_and_not_in_a_month_that_is_over(lan, now):
    one, two = publish(), publish()
    longer = edition(one, two)
    learns(lan, one, now=now, phone=Phone(begins=IN_SEPTEMBER))
    keep_promises(now)
    shorter = edition(one, course=longer.course, number=2)
    progress.follow_edition(person_ids=[lan.pk], edition=shorter, reason="moved", now=now)
    keep_promises(now)
    assert row()[3] == 1
    assert (row(SEPTEMBER)[3], row(OCTOBER)[3]) == (0, 0)


def test_a_newer_edition_takes_no_finished_learner_away(lan, now):
    one = publish()
    first = edition(one)
    learns(lan, one, now=now)
    newer = edition(one, publish(), course=first.course, number=2)
    later = now + timedelta(minutes=1)
    progress.follow_edition(person_ids=[lan.pk], edition=newer, reason="moved", now=later)
    keep_promises(later)
    assert row()[3] == 1


def test_the_night_repairs_a_wrong_row_and_says_so(lan, now, caplog):
    learns(lan, publish(), now=now)
    keep_promises(now)
    CommuneMonth.objects.update(lessons_done=7)
    with caplog.at_level(logging.WARNING, logger="courses.reports.actions"):
        assert prove_rollups() == 1
    [said] = caplog.records
    assert (said.commune, said.month) == (factories.HOME, "2026-11")
    assert row() == (1, 1, 1, 0)
    caplog.clear()
    assert prove_rollups() == 0
    assert not caplog.records
