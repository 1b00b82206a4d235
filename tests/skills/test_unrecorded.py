"""While nothing can be written into the audit, staff see nobody and citizens go on learning (P19)."""

import json

import pytest
import time_machine
from django.db import connection

from courses.progress.models import Event
from identity.audit.models import Entry
from identity.audit.triggers import Guard, put_up, take_down
from tests import factories
from tests.courses.school import School, browser_of
from tests.courses.teaching import Phone
from tests.skills.staffpages import administrator_in

pytestmark = pytest.mark.django_db
FULL = [Guard("identity_entry", "insert")]


@pytest.fixture
def school(now):
    with time_machine.travel(now, tick=False):
        yield School.founded(now=now)


@pytest.fixture
def lan(school):
    return school.join(factories.lan())


@pytest.fixture
def full_store(school, lan):
    """The database takes no entry any more; everything else is well."""
    put_up(connection, FULL)


def staff_pages(school):
    return (
        (school.trainer, f"/lop/{school.cohort.uuid}/"),
        (school.trainer, f"/api/v1/cohorts/{school.cohort.uuid}/board"),
        (school.manager, f"/xa-phuong/{factories.HOME}/"),
    )


@pytest.fixture
def answers(school, lan, now):
    """What each staff page answers while the store is full, and again when it is well."""
    browsers = [
        (browser_of(person, second_factor=True, now=now), page)
        for person, page in staff_pages(school)
    ]

    browsers.append((administrator_in(factories.admin(), now=now), "/quan-tri/"))

    def ask():
        return [browser.get(page) for browser, page in browsers]

    return ask


def test_staff_pages_refuse_calmly_and_show_nobody(answers, lan, school):
    put_up(connection, FULL)
    for answer in answers():
        assert answer.status_code == 503
        assert answer["Retry-After"] == "60"
        assert lan.name not in answer.content.decode()
        assert school.trainer.name not in answer.content.decode()
    take_down(connection, FULL)
    assert {answer.status_code for answer in answers()} == {200}


def test_the_page_says_in_words_what_is_the_matter(school, now, full_store):
    browser = browser_of(school.trainer, second_factor=True, now=now)
    page = browser.get(f"/lop/{school.cohort.uuid}/")
    assert page.templates[0].name == "cms/errors/503.html"
    problem = browser.get(f"/api/v1/cohorts/{school.cohort.uuid}/board").json()
    assert (problem["status"], problem["code"]) == (503, "not_recorded")


def test_an_act_that_cannot_be_written_down_is_not_done(school, lan, now, full_store):
    browser = browser_of(school.trainer, second_factor=True, now=now)
    page = f"/lop/{school.cohort.uuid}/hoc-vien/{lan.uuid}/dua-ra/"
    assert browser.post(page).status_code == 503
    assert school.cohort.enrolments.filter(removed_at=None).count() == 1


def test_citizens_go_on_learning(school, lan, now, full_store):
    browser = browser_of(lan, now=now)
    entries = Entry.objects.count()
    for page in ("/toi/", "/toi/tai-khoan/", "/toi/tai-khoan/ai-da-xem/", "/api/v1/me/progress"):
        assert browser.get(page).status_code == 200
    phone = Phone()
    sent = {"device": phone.device, "events": phone.complete(school.lessons[0])}
    answer = browser.post(
        "/api/v1/progress/events", json.dumps(sent), content_type="application/json"
    )
    assert answer.status_code == 200
    assert Event.objects.filter(person=lan).count() == len(sent["events"])
    assert Entry.objects.count() == entries
