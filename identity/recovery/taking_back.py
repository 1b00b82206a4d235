"""After "that was not me": what somebody else bound to the account is taken away again."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from identity.accounts.merging import UNDO_WITHIN
from identity.accounts.models import Alias
from identity.accounts.queries import aliases_into
from identity.factors.taking_back import take_back
from identity.recovery.merging import part
from identity.recovery.queries import requests_about
from identity.recovery.requests import cancel
from identity.recovery.undoing import undo_since
from identity.security.models import SecurityEvent


def follow_disavowal(*, event: UUID, now: dt.datetime) -> None:
    """Undo ways to sign in and changes of address since a disavowed event; safe to run twice.

    Whoever got in on a new device may have added a passkey or a number of his own a minute later, or
    joined the account to his: accounts joined since are parted, while that can still be undone.
    Requests to win the account back stop too: its owner is here.
    """
    disavowed = SecurityEvent.objects.filter(uuid=event).exclude(disavowed_at=None)
    found = disavowed.select_related("person__kept").first()
    if found is None:
        return
    with transaction.atomic():
        for person in {found.person, found.person.as_kept}:
            take_back(person=person, since=found.at, now=now)
            undo_since(person=person, since=found.at, now=now)
        for alias in _joined_since(found, now=now):
            part(alias=alias, by=None, now=now)
        for asked in requests_about(found.person.as_kept):
            cancel(request=asked, by=None, now=now)


def _joined_since(event: SecurityEvent, *, now: dt.datetime) -> QuerySet[Alias]:
    """What was joined to or with the account of an event since it, and is not final."""
    person = event.person
    joined = aliases_into(person.as_kept).filter(Q(kept=person) | Q(absorbed=person))
    return joined.filter(since__gte=event.at, since__gt=now - UNDO_WITHIN).select_related("kept")
