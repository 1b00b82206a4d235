"""What the clock does with open requests: remind, end, and give an account back.

Everything here is safe to run twice and at the same time: the row is locked, and each state is left
by one conditional UPDATE.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from identity.accounts import actions as accounts
from identity.accounts.actions import AlreadyHeld
from identity.accounts.letting_go import EndReason, end_holding
from identity.accounts.models import Person
from identity.accounts.queries import address_of, holdings_of
from identity.codes import actions as codes
from identity.codes.browsers import Browser
from identity.factors.forgetting import forget_everything
from identity.messaging import actions as messaging
from identity.recovery.events import RECOVERY_TOLD
from identity.recovery.models import RecoveryConfirmation, RecoveryRequest
from identity.recovery.queries import is_disavowed, standing_of
from identity.recovery.requests import contact_of_request, move, record
from identity.recovery.rules import (
    FROZEN_FOR,
    KEPT_FOR,
    OPEN_STATES,
    State,
    due_at,
    expires_at,
    reminders_due,
)
from identity.security import actions as security
from identity.security.models import Kind
from identity.signin import silence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identity.accounts.contacts import Contact
    from identity.accounts.models import Holding

logger = logging.getLogger(__name__)
TEMPLATE = "account_back"
TOLD_WITHIN = dt.timedelta(days=3)
CHANNELS = {"phone": "sms", "email": "email"}
# the clock has none, so no browser stays known
NO_BROWSER = Browser(binding="")


def sweep(*, now: dt.datetime) -> int:
    """Bring every open request to where it belongs by now; how many were looked at."""
    waiting = list(RecoveryRequest.objects.open().order_by("pk").values_list("pk", flat=True))
    for request in waiting:
        try:
            advance(request=request, now=now)
        except Exception:  # one that cannot be brought on must not hold up the others
            logger.exception("a request to win an account back could not be brought on")
    return len(waiting)


def advance(*, request: int, now: dt.datetime) -> None:
    """One request by its row id: remind, cancel, expire, or give the account back once the wait is over."""
    with transaction.atomic():
        found = RecoveryRequest.objects.select_for_update(of=("self",)).select_related("person")
        row = found.get(pk=request)
        if State(row.state) not in OPEN_STATES:
            return
        if now >= expires_at(row.asked_at):
            _end(row, State.EXPIRED, act="recovery.expired", now=now)
        elif row.person is not None:
            _advance(row, row.person, now=now)


def purge(*, now: dt.datetime) -> int:
    """Remove requests that ended more than a year ago, with who confirmed them; how many."""
    old = RecoveryRequest.objects.filter(ended_at__lt=now - KEPT_FOR)
    RecoveryConfirmation.objects.filter(request__in=old).delete()
    return old.delete()[0]


def _advance(row: RecoveryRequest, person: Person, *, now: dt.datetime) -> None:
    if is_disavowed(row):
        _end(row, State.CANCELLED, act="recovery.cancelled", now=now)
        return
    if row.state == State.WAITING:
        due = due_at(standing_of(row, now=now))
        RecoveryRequest.objects.filter(pk=row.pk).update(due_at=due)
        if due is not None and due <= now:
            move(row, State.READY, now=now)
            row.state = State.READY
        else:
            _remind(row, person, now=now)
    if row.state == State.READY:
        _give_back(row, person, now=now)


def _end(row: RecoveryRequest, to: State, *, act: str, now: dt.datetime) -> None:
    if move(row, to, now=now):
        record(act, row, by=None, now=now)


def _remind(row: RecoveryRequest, person: Person, *, now: dt.datetime) -> None:
    """One more notice for each day of waiting; a sweep that was missed sends one, not two."""
    due = reminders_due(row.waiting_at or now, now=now)
    behind = RecoveryRequest.objects.filter(pk=row.pk, reminders__lt=due)
    if behind.update(reminders=due):
        security.report(person=person, kind=Kind.RECOVERY_STARTED, now=now)


def _give_back(row: RecoveryRequest, person: Person, *, now: dt.datetime) -> None:
    """Bind the new address; everything that opened the account before is void from this moment.

    While somebody else holds the new address the request stays ready, until it expires.
    """
    contact = contact_of_request(row)
    if contact is None:
        return
    try:
        with transaction.atomic():
            # an address that is added at this moment is either among the old ones or comes after
            Person.objects.select_for_update(no_key=True).get(pk=person.pk)
            old = list(holdings_of(person))
            _make_room(contact, old, now=now)
            accounts.hold_contact(person=person, contact=contact, now=now)
            if not move(row, State.DONE, now=now):
                return
            _void_all(person, by=row.started_by, now=now)
            event = security.report(
                person=person, kind=Kind.RECOVERY_DONE, except_contact=contact, now=now
            )
            for holding in old:
                codes.forget_browsers(contact=address_of(holding), now=now)
                end_holding(holding=holding, reason=EndReason.LOST, now=now)
            security.close_changes(event=event, now=now, lasting=FROZEN_FOR)
            _refuse_rivals(row, now=now)
            record("recovery.done", row, by=None, now=now)
            _promise_word(row, contact, now=now)
    except AlreadyHeld:
        return


def _make_room(contact: Contact, old: Sequence[Holding], *, now: dt.datetime) -> None:
    """The silent holders of the new address let it go, she herself among them if it was hers.

    Refusal: AlreadyHeld when somebody proved it within 30 days.
    """
    for holding in old:
        if address_of(holding) == contact:
            end_holding(holding=holding, reason=EndReason.LOST, now=now)
    silence.take_over(contact=contact, browser=NO_BROWSER, now=now)


def _void_all(person: Person, *, by: Person | None, now: dt.datetime) -> None:
    """Sessions, known browsers, second proofs, card and PIN: whoever had them is out."""
    accounts.end_sessions(person=person, by=by, now=now)
    codes.forget_person(person=person, now=now)
    forget_everything(person=person, by=by, now=now)


def _refuse_rivals(row: RecoveryRequest, *, now: dt.datetime) -> None:
    rivals = RecoveryRequest.objects.open().filter(person=row.person).exclude(pk=row.pk)
    for rival in rivals:
        _end(rival, State.REFUSED, act="recovery.refused", now=now)


def _promise_word(row: RecoveryRequest, contact: Contact, *, now: dt.datetime) -> None:
    """Tell the new address that the account opens with it from now on."""
    messaging.promise(
        topic=RECOVERY_TOLD,
        channel=CHANNELS[contact.kind],
        template=TEMPLATE,
        about=row.uuid,
        expires_at=now + TOLD_WITHIN,
        now=now,
    )


def send_word(*, message: UUID, now: dt.datetime) -> None:
    """Put the promised message into words and hand it to its channel; safe to run twice."""
    done = RecoveryRequest.objects.filter(state=State.DONE)
    about = messaging.about(message)
    row = done.filter(uuid=about).first() if about else None
    contact = contact_of_request(row) if row else None
    if contact is None:
        messaging.drop(message=message, reason="request_gone", now=now)
        return
    messaging.deliver(message=message, to=contact.value, params={}, now=now)
