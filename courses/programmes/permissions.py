"""Who may run a commune's programme, and who may teach there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from identity.communes.queries import newest_with_code
from identity.roles import permissions as roles
from identity.roles.rules import Role

if TYPE_CHECKING:
    from identity.accounts.models import Person
    from identity.communes.models import Commune


def managed_communes(person: Person, now: dt.datetime) -> set[int]:
    """Row ids of the communes whose programme the person runs now."""
    return roles.communes_as(person, Role.MANAGER, now)


def commune_managed(person: Person, code: str, *, now: dt.datetime) -> Commune | None:
    """The commune of that register code if the person runs its programme now, else None."""
    return newest_with_code(code, among=managed_communes(person, now))


def taught_communes(person: Person, now: dt.datetime) -> set[int]:
    """Row ids of the communes in which the person trains now."""
    return roles.communes_as(person, Role.TRAINER, now)


def can_manage(person: Person, *, commune_id: int, now: dt.datetime) -> bool:
    """Whether the person runs the programme of that commune at this moment."""
    return commune_id in managed_communes(person, now)


def can_teach(person: Person, *, commune_id: int, now: dt.datetime) -> bool:
    """Whether the person trains in that commune at this moment."""
    return commune_id in taught_communes(person, now)
