"""Which members of staff stand for a person at the desk: those of her commune, and administrators."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from identity.accounts.models import Person
from identity.accounts.queries import commune_of
from identity.roles.permissions import communes_as, has_role
from identity.roles.rules import Role


def communes_answered_for(by: Person, *, now: dt.datetime) -> set[int]:
    """Row ids of the communes whose people this trainer or manager stands for now."""
    return communes_as(by, Role.TRAINER, now) | communes_as(by, Role.MANAGER, now)


def answers_for(by: Person, person: Person, *, now: dt.datetime) -> bool:
    """Whether `by` may act at the desk for this person: never for himself."""
    if by.pk == person.pk:
        return False
    if has_role(by, Role.ADMIN, now=now):
        return True
    commune = commune_of(person)
    return commune is not None and commune.pk in communes_answered_for(by, now=now)


def manages(by: Person, person: Person, *, now: dt.datetime) -> bool:
    """Whether `by` manages the commune this person lives in, or is an administrator; never for himself."""
    if by.pk == person.pk:
        return False
    if has_role(by, Role.ADMIN, now=now):
        return True
    commune = commune_of(person)
    return commune is not None and commune.pk in communes_as(by, Role.MANAGER, now)


def check_answers_for(by: Person, person: Person, *, now: dt.datetime) -> None:
    """Raises Http404 for somebody else's citizen: a page does not tell that she exists."""
    if not answers_for(by, person, now=now):
        raise Http404
