"""Whoever took version 1 without a network and comes back after version 3 keeps everything."""

import itertools
from datetime import timedelta
from uuid import uuid4

import pytest

from courses.models import Event, PersonCourse, PersonLesson
from courses.progress import actions as progress
from courses.regrading import sweeping
from tests import factories
from tests.courses.progress.test_record import projection, send
from tests.courses.teaching import MORNING, Item, Phone, edition, publish
from tests.courses.versions import (
    carried_out,
    republish,
    tried_out,
    with_other_key,
    with_other_sense,
)

pytestmark = pytest.mark.django_db
KINDS = ("wording", "adds", "meaning", "key")


@pytest.fixture
def thu():
    return factories.thu()


def changed(lesson, kind):
    """The next version of a lesson of two questions or more, as a change of that kind."""
    first, *rest = lesson.items
    items = {
        "wording": lesson.items,
        "adds": (*lesson.items, Item("single")),
        "meaning": (with_other_sense(first), *rest),
        "key": (with_other_key(first), *rest),
    }[kind]
    return republish(lesson, *items, kind=kind)


@pytest.mark.parametrize("kinds", list(itertools.product(KINDS, repeat=2)))
@pytest.mark.parametrize("use", ["practice", "check"])
def test_version_one_done_offline_counts_after_any_two_changes(thu, kinds, use):
    lan, phone = factories.lan(), Phone()
    first = publish(Item("single"), Item("true_false"), use=use)
    edition(first)
    attempt = {"attempt": str(uuid4())} if use == "check" else {}
    offline = phone.complete(first, **attempt)
    newest = first
    for kind in kinds:
        newest = changed(newest, kind)
        if kind == "key":
            carried_out(tried_out(newest, by=thu), by=thu)
    verdicts = send(lan, phone, *offline, now=MORNING + timedelta(days=60))
    sweeping.sweep(now=MORNING + timedelta(days=60))
    assert {each.verdict for each in verdicts} == {"applied"}
    row, course = PersonLesson.objects.get(person=lan), PersonCourse.objects.get(person=lan)
    assert row.done_at is not None
    assert (row.done_version, row.best_score) == (first.version, 100)
    assert (course.percent, course.completed_at is not None) == (100, True)
    assert set(Event.objects.values_list("version", flat=True)) == {first.version}
    before = projection(lan)
    progress.rebuild(person_id=lan.pk)
    assert projection(lan) == before


def test_a_wrong_mark_by_the_old_key_is_put_right_after_the_phone_came_back(thu):
    lan, phone = factories.lan(), Phone()
    first = publish(Item("single"), Item("true_false"), use="check")
    edition(first)
    turned = with_other_key(first.items[0])
    attempt = str(uuid4())
    offline = [
        phone.answer(first, turned, attempt=attempt),
        phone.answer(first, first.items[1], attempt=attempt),
        phone.report("lesson.done", first, attempt=attempt),
    ]
    second = republish(first, turned, first.items[1], kind="key")
    carried_out(tried_out(second, by=thu), by=thu)
    changed(second, "adds")
    send(lan, phone, *offline, now=MORNING + timedelta(days=60))
    assert PersonLesson.objects.get(person=lan).best_score == 50
    sweeping.sweep(now=MORNING + timedelta(days=60))
    row = PersonLesson.objects.get(person=lan)
    assert (row.best_score, row.passed_at is not None) == (100, True)


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_in_the_middle_goes_on_in_the_new_version(kind):
    lan, phone = factories.lan(), Phone()
    first = publish(Item("single"), Item("true_false"))
    edition(first)
    send(lan, phone, *(phone.answer(first, item) for item in first.items))
    second = changed(first, kind)
    done = phone.report("lesson.done", second)
    (verdict,) = send(lan, phone, done)
    must_do_more = kind in {"adds", "meaning"}
    assert verdict.reason == ("not_finished" if must_do_more else None)
    if must_do_more:
        missing = second.items[-1] if kind == "adds" else second.items[0]
        send(lan, phone, phone.answer(second, missing), phone.report("lesson.done", second))
    assert PersonLesson.objects.get(person=lan).done_version == second.version


def test_whoever_is_done_stays_done_when_the_meaning_changes():
    lan, phone = factories.lan(), Phone()
    first = publish(Item("single"), Item("true_false"))
    edition(first)
    send(lan, phone, *phone.complete(first))
    second = changed(first, "meaning")
    send(lan, phone, phone.answer(second, second.items[0], good=False))
    row = PersonLesson.objects.get(person=lan)
    assert (row.done_version, row.best_score) == (first.version, 100)
    assert PersonCourse.objects.get(person=lan).percent == 100


def test_a_change_of_meaning_asks_again_only_what_changed_in_a_check_in_progress():
    lan, phone, attempt = factories.lan(), Phone(), str(uuid4())
    first = publish(Item("single"), Item("true_false"), use="check")
    edition(first)
    send(lan, phone, *(phone.answer(first, item, attempt=attempt) for item in first.items))
    second = changed(first, "meaning")
    refused = send(lan, phone, phone.report("lesson.done", second, attempt=attempt))
    assert refused[0].reason == "not_finished"
    again = phone.answer(second, second.items[0], attempt=attempt)
    send(lan, phone, again, phone.report("lesson.done", second, attempt=attempt))
    assert PersonLesson.objects.get(person=lan).best_score == 100
