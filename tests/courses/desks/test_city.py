"""The official's table and its file."""

import csv
import io

import pytest

from courses.desks.cityfigures import plain_cell
from courses.reports.models import CommuneMonth
from identity.audit.models import Entry
from identity.communes import queries as communes
from tests import factories
from tests.courses.school import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock", "register")]


@pytest.fixture
def browser(now):
    return browser_of(factories.nam(), second_factor=True, now=now)


@pytest.fixture
def counted(now):
    for code, learners in (("10507", 5), ("10525", 30)):
        CommuneMonth.objects.create(
            commune=communes.by_code(code),
            month=now.date().replace(day=1),
            learners=learners,
            active=2,
            lessons_done=7,
            finished=1,
            computed_at=now,
        )


def rows_of(browser, query=""):
    text = browser.get(f"/thanh-pho/so-lieu.csv{query}").content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


def test_all_114_communes_stand_there_in_vietnamese_order(browser, counted):
    rows = rows_of(browser)
    assert len(rows) == 114
    assert rows[0][1] == "Phường Ái Quốc"


def test_the_page_adds_up_and_says_as_of_when(browser, counted):
    shown = browser.get("/thanh-pho/").content.decode()
    assert ">35<" in shown
    assert "Số liệu lúc 09:00 21/11/2026" in shown


def test_a_column_sorts_greatest_first(browser, counted):
    assert [row[2] for row in rows_of(browser, "?xep=learners")[:3]] == ["30", "5", "0"]


def test_an_unknown_column_sorts_by_name(browser, counted):
    assert rows_of(browser, "?xep=password")[0][1] == "Phường Ái Quốc"


def test_a_commune_is_found_by_its_old_name(browser, counted):
    assert [row[1] for row in rows_of(browser, "?tim=cam+thuong")] == ["Phường Thành Đông"]
    assert "Phường Thành Đông" in browser.get("/thanh-pho/?tim=cam+thuong").content.decode()


def test_a_name_that_is_no_commune_says_so(browser, counted):
    assert browser.get("/thanh-pho/?tim=xyzzy").content.decode().count("<tbody>") == 0


def test_before_anybody_has_learned_the_page_says_what_will_stand_there(browser):
    assert "Chưa có ai học" in browser.get("/thanh-pho/").content.decode()


def test_looking_and_taking_away_are_written_down(browser, counted):
    browser.get("/thanh-pho/")
    rows_of(browser)
    acts = set(Entry.objects.values_list("act", flat=True))
    assert {"city.figures.seen", "city.figures_downloaded"} <= acts


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-1", "@x", "\tx"])
def test_no_cell_of_the_file_is_taken_for_a_formula(cell):
    assert plain_cell(cell) == f"'{cell}"


def test_the_cost_of_the_page_does_not_follow_the_number_of_learners(
    browser, counted, django_assert_max_num_queries
):
    browser.get("/thanh-pho/")
    with django_assert_max_num_queries(16):
        browser.get("/thanh-pho/?tim=an")
