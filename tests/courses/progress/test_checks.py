"""Checks: no oracle, one hand-in for each attempt, the best attempt stands."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.models import Event, PersonLesson
from tests import factories
from tests.courses.progress.test_record import APPLIED, outcomes, send
from tests.courses.teaching import Item, Phone, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def check():
    return publish(*(Item("single") for _ in range(4)), use="check", pass_mark=75)


@pytest.fixture
def lan():
    return factories.lan()


def hand_in(person, phone, check, rights, attempt):
    answers = [
        phone.answer(check, item, good=good, attempt=attempt)
        for item, good in zip(check.items, rights, strict=True)
    ]
    return send(person, phone, *answers, phone.report("lesson.done", check, attempt=attempt))


def test_an_answer_to_a_check_says_only_that_it_is_stored(lan, check):
    phone = Phone()
    verdicts = hand_in(lan, phone, check, [True, False, True, True], str(uuid4()))
    assert outcomes(verdicts) == [APPLIED] * 5
    told = {(each.correct, each.score, each.feedback) for each in verdicts[:-1]}
    assert told == {(None, None, None)}
    assert (verdicts[-1].correct, verdicts[-1].score) == (True, 75)


def test_a_failed_check_is_done_and_a_better_attempt_passes_it(lan, check):
    phone = Phone()
    failed = hand_in(lan, phone, check, [True, False, False, False], str(uuid4()))[-1]
    assert (failed.correct, failed.score) == (False, 25)
    row = PersonLesson.objects.get()
    assert row.done_at and not row.passed_at and row.best_score == 25
    hand_in(lan, phone, check, [True] * 4, str(uuid4()))
    hand_in(lan, phone, check, [False] * 4, str(uuid4()))
    row.refresh_from_db()
    assert row.passed_at and row.best_score == 100


def test_a_check_cannot_be_handed_in_with_answers_missing_or_of_another_attempt(lan, check):
    phone, first, second = Phone(), str(uuid4()), str(uuid4())
    answers = [phone.answer(check, item, attempt=first) for item in check.items[:3]]
    answers.append(phone.answer(check, check.items[3], attempt=second))
    send(lan, phone, *answers)
    for attempt in (first, second, None, str(uuid4())):
        done = phone.report("lesson.done", check, attempt=attempt)
        assert outcomes(send(lan, phone, done)) == [("rejected", "not_finished")]


def test_a_closed_attempt_takes_nothing_more_but_knows_what_it_took(lan, check):
    phone, attempt = Phone(), str(uuid4())
    answers = [phone.answer(check, item, good=False, attempt=attempt) for item in check.items]
    done = phone.report("lesson.done", check, attempt=attempt)
    first = send(lan, phone, *answers, done)
    late = phone.answer(check, check.items[0], attempt=attempt)
    again = phone.report("lesson.done", check, attempt=attempt)
    assert outcomes(send(lan, phone, late, again)) == [("rejected", "attempt_closed")] * 2
    repeated = send(lan, phone, *answers, done)
    assert {each.verdict for each in repeated} == {"already"}
    assert repeated[-1].score == first[-1].score == 0


def test_the_last_answer_before_handing_in_counts(lan, check):
    phone, attempt = Phone(), str(uuid4())
    first = [phone.answer(check, item, good=False, attempt=attempt) for item in check.items]
    changed = [phone.answer(check, item, attempt=attempt) for item in check.items]
    done = phone.report("lesson.done", check, attempt=attempt)
    assert send(lan, phone, *first, *changed, done)[-1].score == 100


def test_an_answer_to_a_check_must_name_its_attempt(lan, check):
    phone = Phone()
    verdict = send(lan, phone, phone.answer(check, check.items[0]))
    assert outcomes(verdict) == [("rejected", "attempt_missing")]


def test_the_server_decides_the_score_whatever_the_device_claims(lan, check):
    phone, attempt = Phone(), str(uuid4())
    claims = {"score": 100, "correct": True, "attempt": attempt}
    answers = [phone.answer(check, item, good=False, **claims) for item in check.items]
    verdict = send(lan, phone, *answers, phone.report("lesson.done", check, **claims))[-1]
    assert (verdict.score, verdict.correct) == (0, False)
    assert set(Event.objects.values_list("score", flat=True)) == {0}


def test_attempts_at_one_check_are_bounded_for_a_day(lan, check, monkeypatch):
    monkeypatch.setattr("courses.progress.recording.MOST_ATTEMPTS", 2)
    phone = Phone()
    events = [phone.answer(check, check.items[0], attempt=str(uuid4())) for _ in range(3)]
    reasons = [verdict.reason for verdict in send(lan, phone, *events)]
    assert reasons == [None, None, "too_many_attempts"]
    phone.at += timedelta(hours=24)
    verdicts = hand_in(lan, phone, check, [True] * 4, str(uuid4()))
    assert outcomes(verdicts) == [APPLIED] * 5
    assert verdicts[-1].correct
    # an attempt that stands may always be gone on with, and a clock set back opens no other door
    assert outcomes(send(lan, phone, events[0] | {"id": str(uuid4())})) == [APPLIED]
    assert send(lan, phone, events[2])[0].reason == "too_many_attempts"
