"""The learner's own page, joining and leaving."""

from uuid import uuid4

import pytest

from courses.catalogue import queries as catalogue
from courses.classes.models import Enrolment
from tests import factories
from tests.courses.catalogue.tree import plant
from tests.courses.certificates import giving
from tests.courses.school import browser_of, learns, report
from tests.courses.teaching import Lesson, Phone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


@pytest.fixture
def lan():
    return factories.lan()


@pytest.fixture
def browser(lan, now):
    return browser_of(lan, now=now)


def page(browser):
    answer = browser.get("/toi/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_newcomer_is_greeted_by_name_and_offered_one_course_to_begin(browser):
    tree = plant()
    tree.published()
    shown = page(browser)
    assert "Chào bác Lan" in shown
    assert tree.course.title in shown
    assert shown.count("button-big") == 1


def test_a_child_is_greeted_as_a_child(now):
    child = factories.person("Phạm Gia An", birth_year=now.year - 10)
    assert "Chào cháu An" in page(browser_of(child, now=now))


def test_she_goes_on_at_the_lesson_and_the_screen_where_she_stopped(browser, lan, now):
    lesson = plant().published()
    version = catalogue.frozen_version(catalogue.current_version(lesson.translation_key))
    begun = Lesson(version.lesson, version.version, (), version.steps)
    phone = Phone()
    report(lan, phone, phone.report("lesson.opened", begun), now=now)
    step = {"answer": version.steps[1]}
    report(lan, phone, phone.report("lesson.position", begun, **step), now=now)
    shown = page(browser)
    assert "Học tiếp chỗ đang dở" in shown
    assert f"bước 2 trên {len(version.steps) + 1}" in shown
    assert lesson.get_url() in shown


def test_the_page_tells_how_far_she_is_and_what_she_finished(school, browser, lan, now):
    learns(lan, *school.lessons, now=now)
    shown = page(browser)
    assert "Đã xong 2 trên 2 bài" in shown
    assert "Bác đã học xong khóa này" in shown


def test_a_check_that_was_not_passed_is_not_called_simply_done(browser, lan, now):
    course = giving.course()
    course.finish(lan, now=now, passes=False)
    assert page(browser).count("Xong, chưa đạt") == 1
    course.finish(lan, now=now)
    shown = page(browser)
    assert "Xong, chưa đạt" not in shown
    assert "Xong, đã đạt" in shown


def test_an_earned_certificate_is_the_one_main_thing_only_where_nothing_is_left_to_learn(
    school, browser, lan, now
):
    learns(lan, *school.lessons, now=now)
    shown = page(browser)
    assert "Bác đã được nhận giấy chứng nhận" in shown
    taking = 'button-primary" type="submit">Nhận giấy chứng nhận'
    assert taking in shown
    assert "button-big" not in shown
    assert shown.index("Nhận giấy chứng nhận") < shown.index("Đã xong 2 trên 2 bài")
    plant().published()
    with_more = page(browser)
    assert with_more.count("button-big") == 1
    assert taking not in with_more


def test_the_code_of_the_picture_stands_in_the_field_and_joining_takes_the_button(
    school, browser, lan
):
    asked = browser.get(f"/lop/tham-gia/?ma={school.cohort.join_code}")
    code = school.cohort.join_code
    assert f'value="{code[:4]}-{code[4:]}"' in asked.content.decode()
    assert not Enrolment.objects.filter(person=lan).exists()
    answer = browser.post("/lop/tham-gia/", {"join_code": code.lower()}, follow=True)
    assert answer.redirect_chain == [("/toi/", 302)]
    assert school.cohort.name in answer.content.decode()


@pytest.mark.parametrize("typed", ["", "ABCD", "ZZZZ-ZZZZ", "x" * 41])
def test_a_wrong_code_is_told_at_the_field_and_in_the_summary(browser, typed):
    answer = browser.post("/lop/tham-gia/", {"join_code": typed})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_join_code"' in shown
    assert 'aria-invalid="true"' in shown
    assert not Enrolment.objects.exists()


def test_after_twenty_wrong_codes_the_page_says_how_long_to_wait(browser):
    for _ in range(20):
        browser.post("/lop/tham-gia/", {"join_code": "ZZZZZZZZ"})
    shown = browser.post("/lop/tham-gia/", {"join_code": "ZZZZZZZZ"}).content.decode()
    assert "sau 60 phút nữa" in shown


def test_leaving_is_asked_once_more_and_can_be_undone_from_the_page(school, browser, lan):
    school.join(lan)
    leave = f"/toi/lop/{school.cohort.uuid}/roi/"
    assert leave in page(browser)
    assert browser.get(leave).status_code == 200
    browser.post(leave)
    assert not Enrolment.objects.live().filter(person=lan).exists()
    back = f"/toi/lop/{school.cohort.uuid}/tro-lai/"
    assert back in page(browser)
    browser.post(back)
    assert Enrolment.objects.live().filter(person=lan).exists()


def test_nobody_leaves_or_returns_to_a_class_she_was_never_in(school, browser):
    for act in ("roi", "tro-lai"):
        assert browser.post(f"/toi/lop/{school.cohort.uuid}/{act}/").status_code == 404
        assert browser.post(f"/toi/lop/{uuid4()}/{act}/").status_code == 404


def test_her_page_is_kept_in_no_cache(browser):
    assert "no-store" in browser.get("/toi/")["Cache-Control"]
