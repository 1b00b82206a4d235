"""Write down what happened to an account, tell its owner, and act when she says it was not her.

Every change of a factor or an address begins with `refuse_if_frozen` and ends with `report`.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction

from identity import keys
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.codes.models import TryBudget, TryScope
from identity.security import replies, rules
from identity.security.models import Freeze, Kind, Notice, SecurityEvent
from identity.security.notices import promise_notices
from identity.security.queries import frozen_until, liftable
from identity.security.refusals import Frozen, NotYoursToLift

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from identity.accounts.contacts import Contact

# what needs no message: nobody else could have done it, or it answers a message
QUIET = frozenset({Kind.FIRST_DEVICE, Kind.DISAVOWED, Kind.FREEZE_LIFTED})
# the next night goes on where this one stopped
PURGED_AT_ONCE = 1000


def report(
    *,
    person: Person,
    kind: str,
    now: dt.datetime,
    browser: str = "",
    network: str = "",
    except_contact: Contact | None = None,
) -> SecurityEvent:
    """Write down what happened to an account and promise a notice to every address of the person.

    `kind` is one of Kind. `browser` and `network` are coarse words ("Chrome, Android", "113.160.•.•").
    `except_contact` is the address the change came from: it hears nothing. Call it before an address
    is let go, so that the old address is told. A child's notices go to the guardian.
    """
    with transaction.atomic():
        event = _write(person, Kind(kind), browser=browser, network=network, now=now)
        if event.kind not in QUIET:
            promise_notices(event, except_contact=except_contact, now=now)
    return event


def note_device(
    *, person: Person, is_known: bool, browser: str, network: str, now: dt.datetime
) -> SecurityEvent | None:
    """A session was opened: report a device that is not known; the first one ever brings no message.

    The notice goes to every address, the one the code went to included: whoever was talked into
    reading a code aloud has only that one. A constraint decides which of two first devices is first.
    """
    if is_known:
        return None
    first = _first_device(person, browser=browser, network=network, now=now)
    if first is not None:
        return first
    return report(person=person, kind=Kind.NEW_DEVICE, browser=browser, network=network, now=now)


def refuse_if_frozen(person: Person, now: dt.datetime) -> None:
    """Refuses with Frozen while the person's factors and addresses are closed to changes."""
    until = frozen_until(person.pk, now)
    if until is not None:
        raise Frozen(until=until)


def close_changes(
    *, event: SecurityEvent, now: dt.datetime, lasting: dt.timedelta = rules.FROZEN_FOR
) -> Freeze:
    """Close the factors and addresses of the event's person to changes, for 10 days unless told.

    Of an account that was merged since, those of the one that stands for it.
    """
    return Freeze.objects.create(
        person=event.person.as_kept, event=event, since=now, until=now + lasting
    )


def lift_freeze(*, freeze: UUID, by: Person, now: dt.datetime) -> Freeze:
    """Open a person's changes again before the ten days are over.

    For a manager of the commune she lives in, or an administrator. Refusal: NotYoursToLift.
    """
    with transaction.atomic():
        found = liftable(by, now).filter(uuid=freeze).first()
        lasting = Freeze.objects.in_force(now).filter(uuid=freeze)
        if found is None or not lasting.update(lifted_at=now, lifted_by=by):
            raise NotYoursToLift
        audit.record(act="security.freeze_lifted", by=by, subjects=[found.person_id], now=now)
        report(person=found.person, kind=Kind.FREEZE_LIFTED, now=now)
    return found


def purge(*, now: dt.datetime) -> int:
    """Remove what happened more than 12 months ago; how many events.

    Of a first device only that there was one stays, so that a later one is never taken for it.
    """
    old = SecurityEvent.objects.filter(at__lt=now - rules.EVENTS_KEPT_FOR)
    _forget_first_places(old)
    gone = old.exclude(kind=Kind.FIRST_DEVICE)
    Notice.objects.filter(event__at__lt=now - rules.DISAVOWABLE_FOR).delete()
    Freeze.objects.filter(until__lt=now - rules.EVENTS_KEPT_FOR).delete()
    TryBudget.objects.filter(
        scope=TryScope.DISAVOWAL, updated_at__lt=now - rules.TRIES_KEPT_FOR
    ).delete()
    return gone.delete()[1].get("identity.SecurityEvent", 0)


def _forget_first_places(old: QuerySet[SecurityEvent]) -> None:
    """Write first devices anew without where they were: what an event says is never changed in place."""
    worded = old.filter(kind=Kind.FIRST_DEVICE).exclude(browser="", network="")
    for event in worded[:PURGED_AT_ONCE]:
        with transaction.atomic():
            event.delete()
            event.pk, event.browser, event.network = None, "", ""
            event.save(force_insert=True)


def _first_device(
    person: Person, *, browser: str, network: str, now: dt.datetime
) -> SecurityEvent | None:
    """The event of a first device, or None when there was one before."""
    if SecurityEvent.objects.filter(person=person, kind=Kind.FIRST_DEVICE).exists():
        return None
    row = _row(person, Kind.FIRST_DEVICE, browser=browser, network=network, now=now)
    SecurityEvent.objects.bulk_create([row], ignore_conflicts=True)
    return SecurityEvent.objects.filter(uuid=row.uuid).first()


def _write(
    person: Person, kind: Kind, *, browser: str, network: str, now: dt.datetime
) -> SecurityEvent:
    row = _row(person, kind, browser=browser, network=network, now=now)
    row.save(force_insert=True)
    return row


def _row(
    person: Person, kind: Kind, *, browser: str, network: str, now: dt.datetime
) -> SecurityEvent:
    key_id, uuid = keys.current_key_id(), uuid4()
    return SecurityEvent(
        uuid=uuid,
        person=person,
        kind=kind,
        at=now,
        browser=browser,
        network=network,
        key_id=key_id,
        token_digest=replies.link_digests(replies.link_token(uuid, key_id=key_id))[0],
        code_digest=replies.reply_digests(replies.reply_of(uuid, key_id=key_id))[0],
    )
