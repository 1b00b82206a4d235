"""Everything a person could prove beside an address, taken away at the end of a recovery."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from identity.accounts.models import Person
from identity.accounts.queries import accounts_of
from identity.audit import actions as audit
from identity.factors.actions import forget_factors
from identity.factors.models import Card, CardEnd, Pin


def forget_everything(*, person: Person, by: Person | None, now: datetime) -> None:
    """Take app, passkeys, recovery codes, PIN and card away, of merged accounts too.

    Whoever found or stole one of them is out; a freeze does not keep any of them. `by` is None when
    the clock ends the wait.
    """
    with transaction.atomic():
        for account in Person.objects.filter(pk__in=accounts_of(person.pk)):
            forget_factors(person=account, by=by, now=now)
            Pin.objects.filter(person=account).delete()
            Card.objects.live().filter(person=account).update(
                voided_at=now, voided_by=by, ended_reason=CardEnd.LOST
            )
        audit.record(act="factors.card_and_pin_forgotten", by=by, subjects=[person.pk], now=now)
