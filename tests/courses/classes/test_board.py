"""The board: the same numbers everywhere, nobody else's, and a cost that does not grow."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string

from courses.classes import actions as classes
from courses.classes.board import read_board
from courses.progress import queries as progress
from identity.audit.models import Entry
from tests import factories
from tests.courses.certificates import giving
from tests.courses.school import School, browser_of, learns, report
from tests.courses.teaching import Phone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


def board_of(school, now):
    return read_board(school.cohort, by=school.trainer, now=now)


def test_rows_stand_by_last_word_of_the_name(school, now):
    for name in ("Vũ Thị Đào", "Trần Thị Ánh", "Lê Văn An"):
        school.join(factories.person(name))
    names = [row.learner.name for row in board_of(school, now).rows]
    assert names == ["Lê Văn An", "Trần Thị Ánh", "Vũ Thị Đào"]


def test_board_api_and_own_page_give_the_same_numbers(school, now):
    lan = school.join(factories.lan())
    learns(lan, school.lessons[0], now=now)
    [row] = board_of(school, now).rows
    [own] = progress.standing(lan.pk, now=now)
    told = browser_of(lan, now=now).get("/api/v1/me/progress").json()["courses"][0]
    trainer = browser_of(school.trainer, second_factor=True, now=now)
    [shown] = trainer.get(f"/api/v1/cohorts/{school.cohort.uuid}/board").json()["rows"]
    for numbers in (own.percent, row.percent, told["percent"], shown["percent"]):
        assert numbers == 50
    for counted in (row.lessons_total, told["lessons_total"], shown["lessons_total"]):
        assert counted == 2
    page = browser_of(lan, now=now).get("/toi/").content.decode()
    assert 'value="50"' in page


def test_needs_help_after_three_wrong_tries_goes_away_with_a_right_one(school, now):
    lan = school.join(factories.lan())
    phone, lesson = Phone(), school.lessons[0]
    for _ in range(3):
        report(lan, phone, phone.answer(lesson, lesson.items[0], good=False), now=now)
    assert [row.learner for row in board_of(school, now).needing_help] == [lan]
    report(lan, phone, phone.answer(lesson, lesson.items[0]), now=now)
    assert board_of(school, now).needing_help == ()


def test_whoever_was_silent_longest_stands_first_among_those_who_need_help(school, now):
    lan, bich = school.join(factories.lan()), school.join(factories.person("Đinh Thị Bích"))
    learns(lan, school.lessons[0], now=now, phone=Phone(now - timedelta(days=20)))
    learns(bich, school.lessons[0], now=now, phone=Phone(now - timedelta(days=30)))
    assert [row.learner for row in board_of(school, now).needing_help] == [bich, lan]


def test_somebody_taken_out_leaves_the_rows_and_stays_in_the_history(school, now):
    lan = school.join(factories.lan())
    classes.remove_learner(cohort=school.cohort, person=lan, by=school.trainer, now=now)
    board = board_of(school, now)
    assert board.rows == ()
    assert [stay.person for stay in board.removed] == [lan]


def test_looking_at_the_board_is_written_down_with_everybody_on_it(school, now):
    people = [school.join(person) for person in factories.people(3)]
    board_of(school, now)
    entry = Entry.objects.get(act="class.board.seen")
    assert entry.by == school.trainer
    assert set(entry.subjects.values_list("person_id", flat=True)) == {one.pk for one in people}


def test_the_number_of_queries_does_not_follow_the_class(school, now, django_assert_num_queries):
    trainer = browser_of(school.trainer, second_factor=True, now=now)
    address = f"/lop/{school.cohort.uuid}/"
    for number in (3, 12):
        for person in factories.people(number):
            learns(school.join(person), school.lessons[0], now=now)
        trainer.get(address)
        with django_assert_num_queries(17):
            assert trainer.get(address).status_code == 200


def test_the_board_of_forty_weighs_at_most_32_kb_compressed(now):
    school = School.founded(now=now, lessons=6)
    for person in factories.people(40):
        learns(school.join(person), *school.lessons[:3], now=now)
    trainer = browser_of(school.trainer, second_factor=True, now=now)
    answer = trainer.get(f"/lop/{school.cohort.uuid}/", headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) <= 32 * 1024


def test_a_check_that_was_handed_in_and_not_passed_does_not_read_done(school, now):
    checked = giving.course()
    lan = checked.finish(factories.lan(), now=now, passes=False)
    lessons = progress.standings([lan.pk], checked.edition.course, now=now)[lan.pk].lessons
    assert [each.is_to_repeat for each in lessons] == [False, False, True]
    row = {"learner": lan, "cells": lessons, "percent": 100, "needs_help": False}
    shown = render_to_string(
        "courses/desks/board_table.html", {"page": [row], "cohort": school.cohort}
    )
    assert (shown.count("Xong"), shown.count("Chưa đạt")) == (3, 1)
