"""Opening, changing and closing the programme of a commune."""

from datetime import date
from uuid import uuid4

import pytest

from courses.programmes import actions as programmes
from courses.programmes.actions import ProgrammeRefused
from identity.audit.models import Entry
from tests import factories
from tests.courses.school import School

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(now):
    return School.founded(now=now)


def refusal(act, **arguments):
    with pytest.raises(ProgrammeRefused) as refused:
        act(**arguments)
    return refused.value.code


def test_a_manager_opens_the_programme_of_her_commune(school, now):
    programme = school.programme
    assert programme.commune.code == factories.HOME
    assert list(programme.courses.values_list("course", flat=True)) == [school.edition.course]
    entry = Entry.objects.get(act="programme.opened")
    assert (entry.by, entry.commune) == (school.manager, factories.HOME)


def test_a_commune_has_one_open_programme_at_a_time(school, now):
    _ = school.programme
    again = {"commune": factories.commune(), "plan": school.plan(), "by": school.manager}
    assert refusal(programmes.open_programme, **again, now=now) == "already_open"


def test_a_closed_programme_makes_room_for_the_next_one(school, now):
    programmes.close_programme(programme=school.programme, by=school.manager, now=now)
    next_one = programmes.open_programme(
        commune=factories.commune(), plan=school.plan(), by=school.manager, now=now
    )
    assert next_one.pk != school.programme.pk


@pytest.mark.parametrize("who", ["minh", "hoa", "nam", "thu", "lan"])
def test_nobody_but_the_communes_manager_opens_its_programme(school, now, who):
    stranger = factories.minh() if who == "lan" else getattr(factories, who)()
    asked = {"commune": factories.commune(), "plan": school.plan(), "by": stranger}
    assert refusal(programmes.open_programme, **asked, now=now) == "not_yours"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"until_on": date(2026, 10, 31)}, "period_backwards"),
        ({"from_on": date(2026, 1, 1), "until_on": date(2026, 11, 20)}, "period_past"),
        ({"courses": ()}, "no_course"),
        ({"courses": (uuid4(),)}, "unknown_course"),
        ({"target_learners": 0}, "target_out_of_range"),
        ({"target_learners": 100_001}, "target_out_of_range"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_its_reason(school, now, changes, code):
    asked = {"commune": factories.commune(), "plan": school.plan(**changes), "by": school.manager}
    assert refusal(programmes.open_programme, **asked, now=now) == code


def test_a_manager_changes_period_target_and_courses(school, now):
    plan = school.plan(until_on=date(2027, 12, 31), target_learners=80)
    changed = programmes.change_programme(
        programme=school.programme, plan=plan, by=school.manager, now=now
    )
    assert (changed.until_on, changed.target_learners) == (date(2027, 12, 31), 80)
    assert changed.courses.count() == 1


def test_a_closed_programme_is_not_changed_any_more(school, now):
    programmes.close_programme(programme=school.programme, by=school.manager, now=now)
    asked = {"programme": school.programme, "plan": school.plan(), "by": school.manager}
    assert refusal(programmes.change_programme, **asked, now=now) == "closed"
