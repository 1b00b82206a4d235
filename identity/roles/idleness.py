"""Roles nobody uses: when each was used last, and ending those that were not for 45 days."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from identity.roles import actions as roles
from identity.roles.actions import GrantRefused
from identity.roles.models import EndReason, Grant, GrantQuerySet
from identity.roles.rules import IDLE_AFTER, WARN_AFTER


def note_use(*, person_id: int, now: dt.datetime) -> None:
    """The person has just shown the second factor; a warning given before is settled."""
    Grant.objects.live(now=now).filter(person=person_id).update(used_at=now, warned_at=None)


def grants_to_warn(now: dt.datetime) -> GrantQuerySet:
    """Live roles unused for 38 days whose holders were not told yet."""
    unused = Grant.objects.live(now=now).unused_since(now - WARN_AFTER)
    return unused.filter(warned_at=None).order_by("id")


def grants_to_end(now: dt.datetime) -> GrantQuerySet:
    """Live roles unused for 45 days whose holders were told a week ago."""
    unused = Grant.objects.live(now=now).unused_since(now - IDLE_AFTER)
    return unused.filter(warned_at__lte=now - (IDLE_AFTER - WARN_AFTER)).order_by("id")


def take_warning(*, grant: Grant, now: dt.datetime) -> bool:
    """Whether this call is the one that warns; the caller sends the message in its transaction."""
    waiting = Grant.objects.live(now=now).filter(pk=grant.pk, warned_at=None)
    return bool(waiting.update(warned_at=now))


def end_idle_grant(*, grant: Grant, now: dt.datetime) -> bool:
    """End a role that was not used; whether this call ended it. The last administrator stays."""
    with transaction.atomic():
        try:
            roles.end_grant(by=None, grant=grant, now=now)
        except GrantRefused:
            return False
        ended = Grant.objects.filter(pk=grant.pk, until_at=now, ended_reason="")
        return bool(ended.update(ended_reason=EndReason.IDLE))
