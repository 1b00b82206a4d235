"""Open requests as the desk, the person of the account and the clock see them."""

from __future__ import annotations

import datetime as dt

from django.db.models import Prefetch, QuerySet

from identity.accounts.merging import UNDO_WITHIN
from identity.accounts.models import Alias, Person, Residence
from identity.accounts.queries import accounts_of, holdings_of
from identity.recovery.models import RecoveryConfirmation, RecoveryRequest
from identity.recovery.permissions import communes_answered_for
from identity.recovery.rules import Standing
from identity.roles.models import Grant
from identity.roles.permissions import communes_as, has_role, is_staff
from identity.roles.rules import Role
from identity.security.models import SecurityEvent
from identity.sessions.queries import used_since


def requests_for(by: Person, *, now: dt.datetime) -> QuerySet[RecoveryRequest]:
    """The waiting requests this member of staff decides about, oldest first; never about himself."""
    waiting = RecoveryRequest.objects.open().exclude(person=None).exclude(person=by)
    if not has_role(by, Role.ADMIN, now=now):
        homes = Residence.objects.open().filter(commune_id__in=communes_answered_for(by, now=now))
        waiting = waiting.filter(person__in=homes.values("person_id"))
    confirmed = RecoveryConfirmation.objects.select_related("by").order_by("at")
    seen = Prefetch("confirmations", queryset=confirmed)
    return (
        waiting.select_related("person", "started_by").prefetch_related(seen).order_by("asked_at")
    )


def requests_about(person: Person) -> QuerySet[RecoveryRequest]:
    """Who asks for this account now, oldest first; for the person herself."""
    return RecoveryRequest.objects.open().filter(person=person).order_by("asked_at")


def undoable_aliases(by: Person, *, now: dt.datetime) -> QuerySet[Alias]:
    """Merges of the last 30 days among the people this manager or administrator stands for, newest first."""
    live = Alias.objects.filter(until=None, since__gt=now - UNDO_WITHIN).exclude(kept=by)
    if not has_role(by, Role.ADMIN, now=now):
        homes = Residence.objects.open().filter(commune_id__in=communes_as(by, Role.MANAGER, now))
        live = live.filter(kept__in=homes.values("person_id"))
    return live.select_related("absorbed", "kept").order_by("-since", "-pk")


def standing_of(request: RecoveryRequest, *, now: dt.datetime) -> Standing:
    """What decides about a waiting request at this moment."""
    person, since = request.person, request.waiting_at
    if person is None or since is None:
        raise ValueError("Only a waiting request has a standing.")
    confirmers = list(request.confirmations.values_list("by", flat=True))
    admins = Grant.objects.live(now=now).filter(role=Role.ADMIN, person__in=confirmers)
    rivals = RecoveryRequest.objects.open().filter(person=person).exclude(pk=request.pk)
    return Standing(
        waiting_at=since,
        confirmations=len(confirmers),
        was_told=request.was_told,
        is_in_use=_is_in_use(person, since=since),
        has_rival=rivals.exists(),
        is_staff=is_staff(person, now),
        has_admin=admins.exists(),
    )


def is_disavowed(request: RecoveryRequest) -> bool:
    """Whether the person of the account has said "that was not me" since the request began."""
    events = SecurityEvent.objects.filter(person__in=accounts_of(request.person_id or 0))
    return events.filter(disavowed_at__gte=request.waiting_at).exists()


def _is_in_use(person: Person, *, since: dt.datetime) -> bool:
    """Whether somebody has signed in to the account, or used a session of it, since then."""
    return used_since(person, since) or holdings_of(person).filter(proved_at__gt=since).exists()
