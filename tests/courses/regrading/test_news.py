"""Whoever is done sees what came since, and nothing of it is required of her."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.courses.progress.test_record import send
from tests.courses.regrading.test_late_phones import changed
from tests.courses.school import browser_of
from tests.courses.teaching import MORNING, Phone, edition, publish

pytestmark = pytest.mark.django_db


def lesson_of(browser):
    (course,) = browser.get("/api/v1/me/progress").json()["courses"]
    return course["lessons"][0]


@pytest.mark.parametrize(("kind", "has_news"), [("wording", False), ("adds", True), ("key", False)])
def test_only_what_came_is_told_to_whoever_is_done(kind, has_news):
    lan, phone = factories.lan(), Phone()
    first = publish()
    edition(first)
    send(lan, phone, *phone.complete(first))
    newest = changed(first, kind)
    told = lesson_of(browser_of(lan, now=MORNING))
    added = [step for step in newest.steps if step not in first.steps]
    assert told["state"] == "done"
    assert told["news"] == (added if has_news else [])


def test_who_is_still_learning_hears_of_no_news():
    lan, phone = factories.lan(), Phone()
    first = publish()
    edition(first)
    send(lan, phone, phone.answer(first, first.items[0]))
    changed(first, "adds")
    assert lesson_of(browser_of(lan, now=MORNING))["news"] == []


def test_news_cost_one_query_however_many_lessons():
    lan, phone = factories.lan(), Phone()
    lessons = [publish() for _ in range(4)]
    edition(*lessons)
    browser, counts = browser_of(lan, now=MORNING), []
    for lesson in lessons:
        send(lan, phone, *phone.complete(lesson))
        changed(lesson, "adds")
        browser.get("/api/v1/me/progress")
        with CaptureQueriesContext(connection) as captured:
            browser.get("/api/v1/me/progress")
        counts.append(len(captured))
    assert len(set(counts)) == 1
