"""Somebody with two accounts that became one: the class knows her once, whichever she came under."""

import pytest

from courses.classes import actions as classes
from courses.classes.board import read_board
from courses.classes.figures import programme_figures
from courses.classes.models import Enrolment
from courses.classes.moving import move_preview
from courses.classes.queries import left_enrolments, own_enrolments, taught_cohorts
from courses.progress import actions as progress
from identity.accounts.merging import join_accounts, part_accounts
from tests import factories
from tests.courses.school import learns

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan():
    return factories.lan()


@pytest.fixture
def old():
    return factories.person("Nguyễn Lan")


def merge(old, lan, now):
    alias = join_accounts(absorbed=old, kept=lan, by=lan, now=now)
    progress.refold(absorbed=old.pk, kept=lan.pk, now=now)
    return alias


def board(school, now):
    return read_board(school.cohort, by=school.trainer, now=now)


def learners(school, now):
    [cohort] = taught_cohorts(school.trainer, now=now)
    return cohort.learners


def test_the_board_shows_one_row_with_what_she_learnt_in_both(school, lan, old, now):
    learns(school.join(old), school.lessons[0], now=now)
    learns(school.join(lan), school.lessons[1], now=now)
    assert learners(school, now) == 2
    merge(old, lan, now)
    [row] = board(school, now).rows
    assert (row.learner, row.percent) == (lan, 100)
    assert learners(school, now) == 1
    assert programme_figures(school.programme).learners == 1
    assert programme_figures(school.programme).finished == 1


def test_who_came_under_the_absorbed_account_is_in_the_class_as_the_kept_one(school, lan, old, now):
    school.join(old)
    merge(old, lan, now)
    [row] = board(school, now).rows
    assert row.learner == lan
    assert [each.cohort for each in own_enrolments(lan)] == [school.cohort]
    school.join(lan)
    assert Enrolment.objects.count() == 1


def test_taking_her_out_ends_the_stay_of_either_account_and_she_can_be_brought_back(
    school, lan, old, now
):
    school.join(old)
    school.join(lan)
    merge(old, lan, now)
    classes.remove_learner(cohort=school.cohort, person=lan, by=school.trainer, now=now)
    shown = board(school, now)
    assert shown.rows == ()
    assert [stay.person.as_kept for stay in shown.removed] == [lan]
    classes.readd_learner(cohort=school.cohort, person=lan, by=school.trainer, now=now)
    assert [row.learner for row in board(school, now).rows] == [lan]


def test_she_leaves_and_comes_back_as_the_account_she_is_known_as(school, lan, old, now):
    school.join(old)
    merge(old, lan, now)
    classes.leave_class(cohort=school.cohort, by=lan, now=now)
    assert own_enrolments(lan) == []
    [left] = left_enrolments(lan)
    assert left.is_own_leaving
    classes.return_to_class(cohort=school.cohort, by=lan, now=now)
    assert left_enrolments(lan) == []


def test_moving_the_class_moves_her_once(school, lan, old, now):
    learns(school.join(old), *school.lessons, now=now)
    school.join(lan)
    merge(old, lan, now)
    newest = school.grow()
    [row] = move_preview(school.cohort, now=now).rows
    assert row.learner == lan
    classes.move_class(cohort=school.cohort, edition=newest.uuid, by=school.trainer, now=now)


def test_after_an_undo_there_are_two_again(school, lan, old, now):
    learns(school.join(old), school.lessons[0], now=now)
    school.join(lan)
    alias = merge(old, lan, now)
    part_accounts(alias=alias, by=lan, now=now)
    progress.refold(absorbed=old.pk, kept=lan.pk, now=now)
    rows = board(school, now).rows
    assert {row.learner: row.percent for row in rows} == {old: 50, lan: 0}
