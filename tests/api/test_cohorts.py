"""The classes of a trainer and their boards over the API, and what nobody else may see of them."""

from uuid import uuid4

import pytest
import time_machine

from tests import factories
from tests.api.test_events import is_problem
from tests.courses.school import School, browser_of, learns, report
from tests.courses.teaching import Phone

pytestmark = pytest.mark.django_db
API = "/api/v1/cohorts"


@pytest.fixture(autouse=True)
def standing_clock(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def school(db, now):
    founded = School.founded(now=now)
    assert founded.cohort
    return founded


@pytest.fixture
def minh(school, now):
    return browser_of(school.trainer, second_factor=True, now=now)


def test_a_trainer_lists_the_classes_of_her_commune(school, minh):
    school.join(factories.lan())
    [shown] = minh.get(API).json()
    assert shown["id"] == str(school.cohort.uuid)
    assert (shown["commune"]["code"], shown["learners"]) == (factories.HOME, 1)
    assert shown["edition"] == str(school.edition.uuid)


def test_a_list_goes_on_where_its_cursor_says(school, minh):
    school.another_class("Lớp sáng")
    first = minh.get(f"{API}?limit=1")
    onward = first["Link"].split(">")[0].removeprefix("<")
    second = minh.get(onward)
    assert "Link" not in second
    names = {first.json()[0]["name"], second.json()[0]["name"]}
    assert names == {"Lớp tối", "Lớp sáng"}


def test_the_board_says_who_stands_where_and_who_needs_help(school, minh, now):
    lan, binh = school.join(factories.lan()), school.join(factories.person())
    learns(lan, school.lessons[0], now=now)
    phone, lesson = Phone(), school.lessons[0]
    wrong = [phone.answer(lesson, lesson.items[0], good=False) for _ in range(3)]
    report(binh, phone, *wrong, now=now)
    board = minh.get(f"{API}/{school.cohort.uuid}/board").json()
    rows = {row["learner"]["id"]: row for row in board["rows"]}
    hers, his = rows[str(lan.uuid)], rows[str(binh.uuid)]
    assert set(hers) == {
        "learner", "lessons_done", "lessons_total", "percent", "last_seen_at", "needs_help"
    }  # fmt: skip
    assert hers["learner"] == {"id": str(lan.uuid), "name": lan.name}
    assert (hers["lessons_done"], hers["lessons_total"], hers["percent"]) == (1, 2, 50)
    assert (hers["needs_help"], his["needs_help"]) == (False, True)


def test_the_board_and_the_learners_own_progress_are_the_same_numbers(school, minh, now):
    lan = school.join(factories.lan())
    learns(lan, school.lessons[0], now=now)
    [row] = minh.get(f"{API}/{school.cohort.uuid}/board").json()["rows"]
    [mine] = browser_of(lan, now=now).get("/api/v1/me/progress").json()["courses"]
    for figure in ("lessons_done", "lessons_total", "percent"):
        assert row[figure] == mine[figure]


def test_another_communes_class_is_not_found(school, now):
    hoa = browser_of(factories.hoa(), second_factor=True, now=now)
    assert hoa.get(API).json() == []
    assert is_problem(hoa.get(f"{API}/{school.cohort.uuid}/board"), 404, "not_found")
    assert is_problem(hoa.get(f"{API}/{uuid4()}/board"), 404, "not_found")


def test_a_learner_sees_no_board(school, now):
    lan = browser_of(school.join(factories.lan()), now=now)
    response = lan.get(f"{API}/{school.cohort.uuid}/board")
    assert response.status_code in (401, 404)
