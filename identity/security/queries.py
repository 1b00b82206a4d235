"""What happened to an account, and whether its factors and addresses are closed to changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from identity.security.models import Freeze, SecurityEvent
from identity.security.replies import link_digests
from identity.security.rules import DISAVOWABLE_FOR


def is_frozen(person_id: int, now: dt.datetime) -> bool:
    """Whether the person's factors and addresses are closed to changes."""
    return Freeze.objects.in_force(now).filter(person_id=person_id).exists()


def frozen_until(person_id: int, now: dt.datetime) -> dt.datetime | None:
    """When the clock opens changes again; None when they are open."""
    freezes = Freeze.objects.in_force(now).filter(person_id=person_id).order_by("-until")
    return freezes.values_list("until", flat=True).first()


def events_of(person_id: int) -> QuerySet[SecurityEvent]:
    """What happened to an account, newest first."""
    return SecurityEvent.objects.filter(person_id=person_id).order_by("-at", "-id")


def freezes_among(people: Iterable[int] | QuerySet | None, now: dt.datetime) -> QuerySet[Freeze]:
    """The freezes in force, oldest first, with their people: of these, or of everybody for None."""
    freezes = Freeze.objects.in_force(now).select_related("person").order_by("since", "id")
    return freezes if people is None else freezes.filter(person_id__in=people)


def event_of_link(token: str, now: dt.datetime) -> SecurityEvent | None:
    """The event a link still speaks for; wrong, used and old links all find nothing."""
    live = SecurityEvent.objects.filter(disavowed_at=None, at__gt=now - DISAVOWABLE_FOR)
    return live.filter(token_digest__in=link_digests(token)).first()
