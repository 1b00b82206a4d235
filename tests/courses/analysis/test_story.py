"""Cô Thu sees a suspicious question, takes it back, chị Mai confirms; nobody's score falls, some rise."""

from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.test import Client

from cms.publishing.actions import prepare_editorial
from courses.analysis import counting
from courses.analysis.models import ItemStatistic
from courses.models import LessonPage, LessonVersion, PersonLesson
from courses.progress import actions as progress
from courses.progress.reading import read_body
from courses.regrading import tasks as regrading
from courses.regrading.models import Regrade
from identity.accounts.models import Person
from tests import factories
from tests.courses.catalogue import tree as make
from tests.courses.school import browser_of
from tests.courses.teaching import Phone

PEOPLE = 32
BROKEN = 3  # the place of the question whose key is wrong


@pytest.fixture
def check(db: None) -> LessonPage:
    prepare_editorial()
    return make.plant().published("Bài kiểm tra", body=make.check_body(), use="check")


def sits(person: Person, version: LessonVersion, wrong: set[int], *, now: datetime) -> None:
    """Answer every question, those in `wrong` with their second choice, and hand in."""
    phone, attempt = Phone(), str(uuid4())
    about = {"lesson": str(version.lesson), "version": str(version.uuid), "attempt": attempt}
    events = []
    for place, item in enumerate(version.items):
        choice = item["choices"][1 if place in wrong else 0]["id"]
        events.append(_event(phone, "question.answered", item=item["id"], answer=choice, **about))
    events.append(_event(phone, "lesson.done", **about))
    told = progress.record(events=read_body(phone.body(*events)), by=person, now=now)
    assert {verdict.verdict for verdict in told} == {"applied"}


def _event(phone: Phone, kind: str, **said: object) -> dict:
    phone.seq += 1
    empty = dict.fromkeys(("learner", "item", "attempt", "answer"))
    named = {"id": str(uuid4()), "seq": phone.seq, "kind": kind, "at": phone.at.isoformat()}
    return empty | named | said


def scores() -> dict[int, int | None]:
    return dict(PersonLesson.objects.values_list("person", "best_score"))


def at_work(person: Person, *, now: datetime) -> Client:
    return browser_of(person, second_factor=True, now=now)


def test_a_question_with_a_wrong_key_is_found_withdrawn_and_costs_nobody(
    check, now, standing_clock
):
    first = check.versions.get()
    people = factories.people(PEOPLE)
    for place, person in enumerate(people):
        wrong = {place % 8} if place % 2 else set()
        hurt = set() if place % 8 == 1 else {BROKEN}
        sits(person, first, wrong | hurt, now=now)
    before = scores()

    counting.count_due(now=now)
    item = UUID(first.items[BROKEN]["id"])
    assert ItemStatistic.objects.get(item=item).flags[0] == "wrong_choice_of_the_better"
    thu = at_work(factories.thu(), now=now)
    found = thu.get("/cms/cau-hoi/").content.decode()
    assert f"/cms/cau-hoi/{item}/" in found
    panel = thu.get(f"/cms/pages/{check.pk}/edit/").content.decode()
    assert f"/cms/cau-hoi/{item}/" in panel

    sent = thu.post(f"/cms/cau-hoi/{item}/rut/", {"reason": "Đáp án bị nhầm"})
    assert sent.status_code == 302
    assert scores() == before
    regrade = Regrade.objects.get()
    regrading.work(str(regrade.uuid))
    mai = at_work(factories.mai(), now=now)
    mai.post(f"/cms/cham-lai/{regrade.uuid}/quyet-dinh/", {"act": "confirm"})
    regrading.work(str(regrade.uuid))
    after = scores()
    assert all(after[person] >= score for person, score in before.items())
    assert sum(after[person] > score for person, score in before.items()) >= PEOPLE // 2

    seven = check.versions.order_by("-number").first()
    assert len(seven.items) == 7
    lan = factories.lan()
    sits(lan, seven, set(), now=now)
    assert scores()[lan.pk] == 100
