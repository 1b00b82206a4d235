"""What happened to an account, and whether its factors and addresses are closed to changes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from identity.accounts.models import Residence
from identity.roles.permissions import communes_as, has_role
from identity.roles.rules import Role
from identity.security.models import Freeze, SecurityEvent
from identity.security.replies import link_digests
from identity.security.rules import DISAVOWABLE_FOR

if TYPE_CHECKING:
    from identity.accounts.models import Person


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


def liftable(by: Person, now: dt.datetime) -> QuerySet[Freeze]:
    """The freezes a member of staff may lift, oldest first, with their people.

    A manager's are of people who live in the own commune, an administrator's everybody's; nobody
    opens the own account.
    """
    freezes = Freeze.objects.in_force(now).exclude(person=by).select_related("person")
    if not has_role(by, Role.ADMIN, now=now):
        communes = communes_as(by, Role.MANAGER, now)
        residents = Residence.objects.open().filter(commune_id__in=communes)
        freezes = freezes.filter(person_id__in=residents.values("person_id"))
    return freezes.order_by("since", "id")


def event_of_link(token: str, now: dt.datetime) -> SecurityEvent | None:
    """The event a link still speaks for; wrong, used and old links all find nothing."""
    live = SecurityEvent.objects.filter(disavowed_at=None, at__gt=now - DISAVOWABLE_FOR)
    return live.filter(token_digest__in=link_digests(token)).first()
