"""Reminders: counted for all, written to those who agreed, once a day to a shared phone, never at night."""

import json
from datetime import timedelta

import pytest

from courses.review import actions as review
from courses.review import reminding
from courses.review.events import REMINDER_DUE
from courses.review.models import Review, ReviewReminder
from courses.review.refusals import NotDue
from identity.accounts.models import Guardianship, Holding
from identity.local_time import VIETNAM
from identity.messaging.models import Message
from identity.outbox.models import Job
from tests import factories
from tests.courses.review.conftest import DONE
from tests.courses.school import learns
from tests.courses.teaching import MORNING, Phone


def nine(day):
    """Nine in the morning of that day in Hải Phòng."""
    return day.astimezone(VIETNAM).replace(hour=9, minute=10)


@pytest.fixture
def due(learned):
    """The first morning on which the review is due."""
    return nine(learned.review.due_at + timedelta(days=1))


@pytest.fixture
def outbox_lines(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return lambda: [
        json.loads(line) for line in (tmp_path / "outbox.jsonl").read_text().splitlines()
    ]


def agrees(person, consent_text):
    reminding.ask_for_reminders(person=person, now=factories.LONG_AGO)


def test_without_consent_a_reminder_is_counted_and_nothing_is_sent(learned, due):
    assert reminding.remind(now=due) == 1
    assert learned.review.reminders == 1
    assert not Message.objects.exists()


def test_with_consent_one_message_is_promised_without_name_or_result(learned, due, consent_text):
    agrees(learned.person, consent_text)
    reminding.remind(now=due)
    message = Message.objects.get()
    assert (message.template, message.channel, message.topic) == (
        "review_reminder",
        "sms",
        REMINDER_DUE,
    )
    assert message.expires_at.astimezone(VIETNAM).hour == 20
    assert Job.objects.filter(topic=REMINDER_DUE).count() == 1


def test_the_words_go_out_and_say_nothing_about_her(learned, due, consent_text, outbox_lines):
    agrees(learned.person, consent_text)
    reminding.remind(now=due)
    reminding.send_reminder(message=Message.objects.get().uuid, now=due)
    (line,) = outbox_lines()
    assert line["template"] == "review_reminder" and not line["params"]
    assert "Lan" not in line["text"] and len(line["text"]) <= 160


def test_the_same_morning_twice_reminds_once(learned, due, consent_text):
    agrees(learned.person, consent_text)
    reminding.remind(now=due)
    assert reminding.remind(now=due + timedelta(hours=1)) == 0
    assert Message.objects.count() == 1


def test_people_on_one_phone_get_one_message(learned, due, consent_text):
    another = factories.person()
    learns(another, *learned.lessons, now=MORNING, phone=Phone(begins=DONE))
    review.sweep(now=learned.now)
    hers = learned.person.holdings.get()
    another.holdings.update(until=factories.LONG_AGO + timedelta(days=1), ended_reason="test")
    Holding.objects.create(
        identifier=hers.identifier,
        person=another,
        seat=2,
        nickname="An",
        nickname_key="an",
        since=DONE,
        proved_at=DONE,
    )
    agrees(learned.person, consent_text)
    agrees(another, consent_text)
    assert reminding.remind(now=due) == 2
    assert Message.objects.count() == 1 == ReviewReminder.objects.count()


def test_nobody_is_written_to_at_night(learned, due, consent_text):
    agrees(learned.person, consent_text)
    night = due.replace(hour=22)
    assert reminding.remind(now=night) == 0
    assert learned.review.reminders == 0


def test_whoever_took_the_consent_back_hears_nothing(learned, due, consent_text):
    agrees(learned.person, consent_text)
    reminding.stop_reminders(person=learned.person, now=due)
    reminding.remind(now=due)
    assert not Message.objects.exists()


def test_no_message_ever_goes_to_a_child(learned, due, consent_text):
    agrees(learned.person, consent_text)
    mother = factories.person()
    Guardianship.objects.create(
        child=learned.person, guardian=mother, relation="mother", since=DONE, by=mother
    )
    reminding.remind(now=due)
    assert not Message.objects.exists()


def test_it_stops_after_three_reminders_and_she_can_begin_again(learned, due):
    for n in range(4):
        reminding.remind(now=due + timedelta(days=3 * n))
    row = learned.review
    assert row.ending == "ignored" and row.due_at is None and row.reminders == 3
    later = due + timedelta(days=40)
    assert reminding.remind(now=later) == 0
    review.begin_again(review=row, by=learned.person, now=later)
    assert learned.round(at=later).items
    with pytest.raises(NotDue):
        review.begin_again(review=learned.review, by=learned.person, now=later)


def test_an_answer_makes_the_reminders_begin_anew(learned, due):
    reminding.remind(now=due)
    learned.answer(at=due)
    row = learned.review
    assert row.reminders == 0 and row.remind_at == row.due_at > due


def test_a_thousand_rows_are_reminded_in_batches(learned, due, monkeypatch):
    monkeypatch.setattr(reminding, "AT_ONCE", 3)
    for person in factories.people(7):
        learns(person, *learned.lessons, now=MORNING, phone=Phone(begins=DONE))
    review.sweep(now=learned.now)
    assert reminding.remind(now=due) == 8
    assert set(Review.objects.values_list("reminders", flat=True)) == {1}
