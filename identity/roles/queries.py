"""Who holds which role now."""

from __future__ import annotations

import datetime as dt

from identity.roles.models import Grant, GrantQuerySet


def live_grants(person_id: int, now: dt.datetime) -> GrantQuerySet:
    """The grants of one person in force at `now`, oldest first, communes joined in."""
    grants = Grant.objects.live(now=now).filter(person_id=person_id)
    return grants.select_related("commune").order_by("from_at", "id")


def live_holders(role: str, now: dt.datetime, *, commune_id: int | None = None) -> GrantQuerySet:
    """The live grants of one role (in one commune where given), people joined in, oldest first."""
    grants = Grant.objects.live(now=now).filter(role=role)
    if commune_id is not None:
        grants = grants.filter(commune_id=commune_id)
    return grants.select_related("person", "commune").order_by("from_at", "id")


def all_live_grants(now: dt.datetime) -> GrantQuerySet:
    """Every role held now, by role, place and name, with people, communes and who gave it."""
    grants = Grant.objects.live(now=now).select_related("person", "commune", "granted_by")
    return grants.order_by("role", "commune__sort_key", "person__name", "id")
