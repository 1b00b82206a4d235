"""The certificates of a class in one file: for its trainer alone, of whoever holds one, and written down."""

import io

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.certificates import actions as certificates
from courses.certificates.rules import Reason
from identity.audit.models import Entry
from identity.privacy.wording import ACTS
from tests import factories
from tests.courses.certificates import giving
from tests.courses.school import School, browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


@pytest.fixture
def course():
    return giving.course()


@pytest.fixture
def school(course, now):
    taught = (*course.lessons, course.check)
    return School(now, taught, course.edition, factories.quang(), factories.minh())


@pytest.fixture
def page(school):
    return f"/lop/{school.cohort.uuid}/giay-chung-nhan/"


@pytest.fixture
def minh(school, now):
    return browser_of(school.trainer, second_factor=True, now=now)


@pytest.fixture
def held(school, course, now):
    """Two hold one; a third has had hers revoked, and a fourth has not finished."""
    people = [school.join(person) for person in (factories.lan(), *factories.people(3))]
    first, second, third = (giving.certified(each, course, now=now) for each in people[:3])
    certificates.revoke(certificate=third, reason=Reason.MISTAKE, by=school.manager, now=now)
    return first, second, third


def subjects(act):
    entry = Entry.objects.filter(act=act).latest("pk")
    assert "certificate" in entry.fields and act in ACTS
    return {row.person_id for row in entry.subjects.all()}


def test_the_trainer_prints_those_that_stand_in_one_file(held, minh, page, course):
    first, second, third = held
    listed = minh.get(page).content.decode()
    assert subjects("class.certificates.seen") == {first.person_id, second.person_id}
    assert str(third.uuid) not in listed and "2 người trong lớp chưa có" in listed
    answer = minh.post(page, {"certificate": [str(each.uuid) for each in held]})
    assert answer["Content-Type"] == "application/pdf" and "no-store" in answer["Cache-Control"]
    printed = pypdf.PdfReader(io.BytesIO(answer.content))
    words = "".join("".join(sheet.extract_text().split()) for sheet in printed.pages)
    assert len(printed.pages) == 2 and printed.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert first.shown_code in words and second.shown_code in words
    assert third.shown_code not in words
    assert subjects("class.certificates.printed") == {first.person_id, second.person_id}


def test_a_corrected_one_goes_in_its_place(held, minh, page, school, now):
    first, *_rest = held
    anew = certificates.correct_name(
        certificate=first, name="Nguyễn Thị Lành", by=school.manager, now=now
    )
    listed = minh.get(page).content.decode()
    assert "Nguyễn Thị Lành" in listed and str(anew.uuid) in listed
    assert str(first.uuid) not in listed


def test_nothing_ticked_prints_nothing(held, minh, page):
    assert "ít nhất một" in minh.post(page, follow=True).content.decode()
    assert not Entry.objects.filter(act="class.certificates.printed").exists()


def test_a_class_without_any_says_how_they_come(school, minh, page):
    school.join(factories.lan())
    assert "Chưa ai trong lớp có giấy chứng nhận" in minh.get(page).content.decode()


def test_another_trainer_a_manager_and_a_learner_do_not_see_it(held, school, page, now):
    hoa = browser_of(factories.hoa(), second_factor=True, now=now)
    assert hoa.get(page).status_code == 404
    assert hoa.post(page, {"certificate": str(held[0].uuid)}).status_code == 404
    for person, is_staff in ((school.manager, True), (factories.person(), False)):
        browser = browser_of(person, second_factor=is_staff, now=now)
        assert browser.get(page).status_code in (302, 403, 404)
    assert not Entry.objects.filter(act__startswith="class.certificates").exists()


def test_the_page_asks_no_more_for_many(held, minh, page, school, course):
    minh.get(page)
    with CaptureQueriesContext(connection) as few:
        minh.get(page)
    for number in range(4):
        person = school.join(factories.person(f"Học viên mới {number}"))
        giving.certified(person, course, now=school.now)
    with CaptureQueriesContext(connection) as many:
        minh.get(page)
    assert len(many) == len(few)
