"""Giving and ending roles: the only writes to Grant."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from identity.accounts.actions import end_sessions
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.outbox import actions as outbox
from identity.refusal import ActRefused
from identity.roles.events import GRANTS_CHANGED
from identity.roles.models import Grant
from identity.roles.permissions import can_appoint, can_end, has_role
from identity.roles.rules import Role, needs_commune

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from identity.communes.models import Commune

REASONS: dict[str, Promise] = {
    "not_yours": _("This role is not yours to give or to end."),
    "yourself": _("Nobody can give a role to himself. Ask another administrator."),
    "inactive": _("This account is closed, so it cannot hold a role."),
    "merged": _("This account was joined with another one. Give the role to that one."),
    "commune_needed": _("Choose the commune for this role."),
    "commune_unwanted": _("This role is for the whole city, so no commune goes with it."),
    "until_past": _("The last day must lie in the future."),
    "already_held": _("This person already holds this role."),
    "last_admin": _(
        "This is the last administrator. Appoint another one first, then end this role."
    ),
}


class GrantRefused(ActRefused):
    """A role was not given or not ended."""

    reasons = REASONS


def grant_role(
    *,
    by: Person | None,
    person: Person,
    role: str,
    commune: Commune | None = None,
    until: dt.datetime | None = None,
    now: dt.datetime,
) -> Grant:
    """Give a role from now on; `by=None` is the operator at the command line.

    An administrator appoints every role but trainer, a manager the trainers of the own commune, and
    nobody himself. Every session of the person ends. Refusals (GrantRefused): not_yours, yourself,
    inactive, merged, commune_needed, commune_unwanted, until_past, already_held.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        _check_shape(person=person, role=Role(role), commune=commune, until=until, now=now)
        _check_appointer(by=by, person=person, role=Role(role), commune=commune, now=now)
        if has_role(person, role, commune=commune, now=now):
            raise GrantRefused("already_held")
        grant = Grant.objects.create(
            person=person,
            role=role,
            commune=commune,
            from_at=now,
            until_at=until,
            granted_by=by,
            created_at=now,
        )
        _take_effect("grant.given", grant, by=by, now=now)
    return grant


def end_grant(*, by: Person | None, grant: Grant, now: dt.datetime) -> Grant:
    """End a live role now, and every session of the person; ending an ended one changes nothing.

    A manager ends the trainers of the own commune, an administrator anybody.
    Refusals (GrantRefused): not_yours, last_admin.
    """
    with transaction.atomic():
        if grant.role == Role.ADMIN:
            _lock_administrators(now)
        grant = (
            Grant.objects.select_for_update(of=("self",)).select_related("commune").get(pk=grant.pk)
        )
        if by is not None and not can_end(by, Role(grant.role), grant.commune, now):
            raise GrantRefused("not_yours")
        if grant.until_at is not None and grant.until_at <= now:
            return grant
        if grant.role == Role.ADMIN and _is_last_administrator(grant, now):
            raise GrantRefused("last_admin")
        grant.until_at = now
        grant.ended_by = by
        grant.save(update_fields=["until_at", "ended_by"])
        _take_effect("grant.ended", grant, by=by, now=now)
    return grant


def _check_shape(
    *,
    person: Person,
    role: Role,
    commune: Commune | None,
    until: dt.datetime | None,
    now: dt.datetime,
) -> None:
    if not person.is_active:
        raise GrantRefused("inactive")
    if person.kept_id:
        raise GrantRefused("merged")
    if needs_commune(role) and commune is None:
        raise GrantRefused("commune_needed")
    if not needs_commune(role) and commune is not None:
        raise GrantRefused("commune_unwanted")
    if until is not None and until <= now:
        raise GrantRefused("until_past")


def _check_appointer(
    *,
    by: Person | None,
    person: Person,
    role: Role,
    commune: Commune | None,
    now: dt.datetime,
) -> None:
    if by is None:
        return
    if not can_appoint(by, role, commune, now):
        raise GrantRefused("not_yours")
    if by.pk == person.pk:
        raise GrantRefused("yourself")


def _lock_administrators(now: dt.datetime) -> None:
    """Two administrators who end each other at once must not leave the city without any."""
    admins = Grant.objects.live(now=now).filter(role=Role.ADMIN).order_by("id")
    list(admins.select_for_update().values_list("id", flat=True))


def _is_last_administrator(grant: Grant, now: dt.datetime) -> bool:
    others = Grant.objects.live(now=now).filter(role=Role.ADMIN, person__is_active=True)
    return not others.exclude(person_id=grant.person_id).exists()


def _take_effect(act: str, grant: Grant, *, by: Person | None, now: dt.datetime) -> None:
    """Write it down and tell who follows; whoever may do more or less from now on signs in anew."""
    end_sessions(person=grant.person, by=by, now=now)
    audit.record(
        act=act,
        by=by,
        subjects=[grant.person_id],
        commune=grant.commune.code if grant.commune else None,
        detail={"grant": str(grant.uuid), "role": str(grant.role)},
        now=now,
    )
    outbox.add(
        topic=GRANTS_CHANGED,
        key=str(grant.person_id),
        payload={"person": grant.person_id},
        now=now,
    )
