"""A number of her own typed into a practice: refused with its reason, and kept nowhere."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest

from courses.models import Event, Refusal
from courses.progress import actions as progress
from courses.progress.reading import read_body
from tests import factories
from tests.courses.teaching import MORNING, Item, Phone, publish

pytestmark = pytest.mark.django_db
CARD = "4111 1111 1111 1111"


@pytest.fixture
def lesson():
    return publish(Item("spot"), Item("single"))


def sent(lesson, kind, answer, *, item=0):
    phone = Phone()
    event = phone.report(kind, lesson, item=lesson.items[item].id, answer=answer)
    body = phone.body(event)
    return progress.record(events=read_body(body), by=factories.lan(), now=MORNING)[0]


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("practice.done", {"clues": [], "verdict": CARD}),
        ("practice.done", {"steps": [{"typed": {"a": "031157004321"}}]}),
        ("practice.step", {"step": "send", "choice": "0912 345 678"}),
        ("practice.step", ["482913"]),
    ],
)
def test_what_looks_real_is_refused_with_its_own_reason(lesson, kind, answer):
    verdict = sent(lesson, kind, answer)
    assert (verdict.verdict, verdict.reason) == ("rejected", "looks_real")
    assert verdict.detail
    assert not Event.objects.exists()


def test_the_refusal_keeps_nothing_of_what_was_typed(lesson):
    answer = {"clues": [], "verdict": CARD}
    sent(lesson, "practice.done", answer)
    row = Refusal.objects.get()
    assert (row.reason, row.sent) == ("looks_real", "")
    kept = json.dumps([str(each) for each in vars(row).values()])
    assert not [group for group in CARD.split() if group in kept.replace("-", "")]


def test_a_real_number_refused_for_another_reason_is_not_kept_either(lesson):
    elsewhere = replace(lesson, uuid=uuid4())
    assert sent(elsewhere, "practice.done", {"verdict": CARD}).reason == "unknown_lesson"
    assert Refusal.objects.get().sent == ""


def test_ids_and_measures_of_a_step_are_nobodys_numbers(lesson):
    steps = {"step": lesson.items[0].ids[0], "choice": lesson.items[0].ids[1], "ms": 482913}
    assert sent(lesson, "practice.step", steps).verdict == "applied"


def test_an_answer_to_a_question_may_be_a_number(lesson):
    assert sent(lesson, "question.answered", "482913", item=1).reason == "bad_answer"
