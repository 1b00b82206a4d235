"""The screens of a regrade in Wagtail: who sees what, what is confirmed and undone there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.publishing import actions as publishing
from courses.models import PersonLesson
from identity.models import Entry
from tests import factories
from tests.cms.publishing.desk import at_desk
from tests.courses.catalogue.tree import plant
from tests.courses.regrading.test_regrade import check, hands_in
from tests.courses.teaching import Item
from tests.courses.versions import republish, run, tried_out, with_other_key


@pytest.fixture
def lan(db):
    plant()
    publishing.prepare_editorial()
    return factories.lan()


@pytest.fixture
def ready(lan):
    item = Item("single")
    lesson = check(item)
    hands_in(lan, lesson, good=False)
    return tried_out(republish(lesson, with_other_key(item)), by=factories.people(1)[0])


def screen(regrade):
    return reverse("regrade", args=[regrade.uuid])


def decide(client, regrade, act):
    return client.post(reverse("regrade_decide", args=[regrade.uuid]), {"act": act})


def test_a_moderator_confirms_and_undoes_what_she_has_seen(lan, ready):
    mai = at_desk(factories.mai())
    words = mai.get(screen(ready)).content.decode()
    assert "Xác nhận và thực hiện" in words
    assert lan.name not in words
    assert str(lan.uuid) not in words
    decide(mai, ready, "confirm")
    assert PersonLesson.objects.get(person=lan).best_score == 0
    assert mai.get(screen(ready)).headers["Refresh"]
    run(ready, now=timezone.now())
    assert PersonLesson.objects.get(person=lan).best_score == 100
    assert "Hoàn tác" in mai.get(screen(ready)).content.decode()
    decide(mai, ready, "undo")
    run(ready, now=timezone.now())
    assert PersonLesson.objects.get(person=lan).best_score == 0
    acts = set(Entry.objects.filter(act__startswith="regrades.").values_list("act", flat=True))
    assert acts == {"regrades.asked", "regrades.confirmed", "regrades.undone", "regrades.seen"}


def test_an_editor_looks_and_does_not_decide(ready):
    thu = at_desk(factories.thu())
    assert "Xác nhận và thực hiện" not in thu.get(screen(ready)).content.decode()
    assert decide(thu, ready, "confirm").status_code == 404
    ready.refresh_from_db()
    assert ready.state == "ready"


def test_what_is_left_as_it_is_cannot_be_confirmed_any_more(ready):
    mai = at_desk(factories.mai())
    decide(mai, ready, "drop")
    decide(mai, ready, "confirm")
    decide(mai, ready, "nonsense")
    ready.refresh_from_db()
    assert ready.state == "dropped"


def test_nobody_else_finds_the_screens(ready, lan):
    for person in (lan, factories.minh(), factories.nam()):
        assert at_desk(person).get(screen(ready)).status_code in {302, 404}
        assert at_desk(person).get(reverse("regrades")).status_code in {302, 404}


def test_the_list_costs_the_same_however_many_there_are(ready):
    mai = at_desk(factories.mai())
    mai.get(reverse("regrades"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert "Chấm lại" in mai.get(reverse("regrades")).content.decode()
    for _ in range(3):
        item = Item("single")
        lesson = check(item)
        tried_out(republish(lesson, with_other_key(item)), by=factories.people(1)[0])
    with CaptureQueriesContext(connection) as many:
        mai.get(reverse("regrades"))
    assert len(many) == len(few)
