"""Staff who stay away: told after 38 days, their role ended after 45, by the address they proved last."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from identity.accounts.queries import contact_of
from identity.messaging import actions as messaging
from identity.roles import idleness
from identity.roles.models import EndReason, Grant
from identity.roles.rules import IDLE_AFTER, WARN_AFTER
from identity.signin.events import ROLE_NOTICE_DUE

NOTICE_LIFE = dt.timedelta(days=2)
CHANNELS = {"phone": "sms", "email": "email"}


def warn(*, now: dt.datetime) -> int:
    """Promise a message to every holder of a role unused for 38 days; how many were told."""
    return sum(_warn_one(grant, now=now) for grant in idleness.grants_to_warn(now))


def end(*, now: dt.datetime) -> int:
    """End the roles unused for 45 days whose holders were told; how many ended."""
    return sum(_end_one(grant, now=now) for grant in idleness.grants_to_end(now))


def send_notice(*, message: UUID, now: dt.datetime) -> None:
    """Put a promised notice into words; dropped when the holder came back or has no address."""
    grant = _grant_of(message)
    contact = contact_of(grant.person) if grant else None
    if grant is None or contact is None or not _still_holds(grant):
        messaging.drop(message=message, reason="notice_over", now=now)
        return
    ends_at = (grant.warned_at or now) + (IDLE_AFTER - WARN_AFTER)
    params = {
        "role": grant.get_role_display(),
        "day": date_format(timezone.localtime(ends_at), "d/m/Y"),
    }
    messaging.deliver(message=message, to=contact.value, params=params, now=now)


def _grant_of(message: UUID) -> Grant | None:
    about = messaging.about(message)
    return Grant.objects.filter(uuid=about).select_related("person").first() if about else None


def _warn_one(grant: Grant, *, now: dt.datetime) -> bool:
    with transaction.atomic():
        if not idleness.take_warning(grant=grant, now=now):
            return False
        _promise(grant, "role_idle", now=now)
    return True


def _end_one(grant: Grant, *, now: dt.datetime) -> bool:
    with transaction.atomic():
        if not idleness.end_idle_grant(grant=grant, now=now):
            return False
        _promise(grant, "role_ended", now=now)
    return True


def _promise(grant: Grant, template: str, *, now: dt.datetime) -> None:
    """Nobody can be told who has no address; the role ends all the same."""
    contact = contact_of(grant.person)
    if contact is None:
        return
    messaging.promise(
        topic=ROLE_NOTICE_DUE,
        channel=CHANNELS[contact.kind],
        template=template,
        about=grant.uuid,
        expires_at=now + NOTICE_LIFE,
        now=now,
    )


def _still_holds(grant: Grant) -> bool:
    """Whether what the notice says is still so: she was warned and has not come back, or it ended."""
    return grant.warned_at is not None or grant.ended_reason == EndReason.IDLE
