"""Reminders: counted for everybody, sent only to whoever asked for them, once to a shared phone.

The notice on her own page is a reminder too; after three of them nobody is reminded any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from courses.review import rules
from courses.review.events import REMINDER_DUE
from courses.review.models import Review, ReviewReminder
from identity.accounts.models import Person
from identity.accounts.queries import holding_to_write_to, kept_ids, live_address, people_by_id
from identity.consent import actions as consent
from identity.consent.queries import agreeing, current_text
from identity.consent.rules import REMINDERS
from identity.local_time import VIETNAM
from identity.messaging import actions as messaging

if TYPE_CHECKING:
    from identity.accounts.models import Holding

AT_ONCE = 200
KEPT_FOR = timedelta(days=30)
CHANNELS = {"phone": "sms", "email": "email"}
LANGUAGE = "vi"


def remind(*, now: datetime) -> int:
    """Count the reminders that are due and promise their messages; how many were looked at.

    Does nothing in quiet hours: the next run, in the morning, finds the same rows.
    """
    if rules.is_quiet(now):
        return 0
    looked_at = 0
    while True:
        batch = _remind_some(now=now)
        looked_at += batch
        if batch < AT_ONCE:
            break
    ReviewReminder.objects.filter(day__lt=_today(now) - KEPT_FOR).delete()
    return looked_at


def send_reminder(*, message: UUID, now: datetime) -> None:
    """Send one promised reminder to its address, unless nobody is there any more or it grew late."""
    about = messaging.about(message)
    reminder = ReviewReminder.objects.filter(uuid=about).first() if about else None
    contact = live_address(reminder.identifier_id) if reminder else None
    if contact is None or rules.is_quiet(now):
        messaging.drop(message=message, reason="nobody", now=now)
        return
    messaging.deliver(message=message, to=contact.value, params={}, now=now)


def ask_for_reminders(*, person: Person, now: datetime) -> None:
    """She wants messages when a review is due; what she agreed to is kept word by word."""
    text = current_text(REMINDERS, language=LANGUAGE)
    consent.give_consent(person=person, text=text, channel="web", by=None, now=now)


def stop_reminders(*, person: Person, now: datetime) -> None:
    """No more messages; the notice on her own page stays."""
    consent.withdraw_consents(person=person, purpose=REMINDERS, now=now)


@transaction.atomic
def _remind_some(*, now: datetime) -> int:
    waiting = Review.objects.select_for_update().filter(remind_at__lte=now).order_by("remind_at")
    rows = list(waiting[:AT_ONCE])
    reminded = [row for row in rows if _count(row, now=now)]
    willing = agreeing(REMINDERS, kept_ids(row.person_id for row in reminded))
    _promise([person for person in people_by_id(willing).values() if person.is_active], now=now)
    return len(rows)


def _count(review: Review, *, now: datetime) -> bool:
    """One more reminder, or the end after the last one went unanswered; whether she is reminded."""
    after = rules.after_reminder(review.reminders, at=now)
    review.reminders, review.remind_at = after.reminders, after.remind_at
    if after.remind_at is None:
        review.due_at, review.ending = None, Review.Ending.IGNORED
    review.save(update_fields=["reminders", "remind_at", "due_at", "ending"])
    return after.remind_at is not None


def _promise(people: Iterable[Person], *, now: datetime) -> None:
    """One message for each address, however many of its people are reminded today."""
    for person in people:
        holding = holding_to_write_to(person)
        if holding is not None and (reminder := _first_today(holding, _today(now))):
            messaging.promise(
                topic=REMINDER_DUE,
                channel=CHANNELS[holding.identifier.kind],
                template="review_reminder",
                about=reminder.uuid,
                expires_at=rules.quiet_from(now),
                now=now,
            )


def _first_today(holding: Holding, day: date) -> ReviewReminder | None:
    reminder, is_first = ReviewReminder.objects.get_or_create(
        identifier_id=holding.identifier_id, day=day
    )
    return reminder if is_first else None


def _today(now: datetime) -> date:
    return now.astimezone(VIETNAM).date()
