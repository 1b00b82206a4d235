"""Twice a year somebody looks at every role and says whether it is still needed."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.roles.actions import GrantRefused
from identity.roles.models import EndReason, Grant, GrantQuerySet
from identity.roles.queries import live_grants
from identity.roles.rules import REVIEW_EVERY, Role, needs_commune, reviewed_roles

SHOWN_FOR = dt.timedelta(days=60)


def grants_to_review(by: Person, *, now: dt.datetime) -> GrantQuerySet:
    """The live roles whose review is due and falls to this person, the longest unreviewed first.

    A manager reviews the trainers of the own commune, an administrator all other roles, and the
    trainers of a commune where nobody else could; nobody reviews the own ones.
    """
    due = Grant.objects.live(now=now).filter(_falls_to(by, now)).exclude(person=by)
    looked_at = Coalesce("reviewed_at", "from_at")
    found = due.alias(looked_at=looked_at).filter(looked_at__lte=now - REVIEW_EVERY)
    return found.select_related("person", "commune").order_by("looked_at", "id")


def keep_grant(*, grant: UUID, by: Person, now: dt.datetime) -> Grant:
    """Say that a role is still needed; it comes up again in half a year. Refusal: not_yours.

    Said twice, it counts once.
    """
    with transaction.atomic():
        mine = Grant.objects.live(now=now).filter(_falls_to(by, now), uuid=grant)
        found = mine.exclude(person=by).select_for_update(of=("self",)).first()
        if found is None:
            raise GrantRefused("not_yours")
        found.reviewed_at, found.reviewed_by = now, by
        found.save(update_fields=["reviewed_at", "reviewed_by"])
        audit.record(act="grant.reviewed", by=by, subjects=[found.person_id], now=now)
    return found


def ended_by_themselves(by: Person, *, now: dt.datetime) -> GrantQuerySet:
    """Roles in this person's charge that ended in the last two months for not being used."""
    ended = Grant.objects.filter(_falls_to(by, now), ended_reason=EndReason.IDLE)
    recent = ended.filter(until_at__gt=now - SHOWN_FOR)
    return recent.select_related("person", "commune").order_by("-until_at", "-id")


def _falls_to(by: Person, now: dt.datetime) -> Q:
    """Whose roles this person answers for, by the roles held now."""
    theirs = Q(pk__in=[])
    for held in live_grants(by.pk, now):
        for role in reviewed_roles(Role(held.role)):
            where = {"commune": held.commune_id} if needs_commune(Role(held.role)) else {}
            theirs |= Q(role=role, **where)
        if held.role == Role.ADMIN:
            theirs |= _nobody_elses(now)
    return theirs


def _nobody_elses(now: dt.datetime) -> Q:
    """Trainers in whose commune no manager is left but perhaps themselves."""
    managers = Grant.objects.live(now=now).filter(role=Role.MANAGER, commune=OuterRef("commune"))
    return Q(~Exists(managers.exclude(person=OuterRef("person"))), role=Role.TRAINER)
