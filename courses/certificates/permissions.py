"""Who may list, correct and revoke certificates: the manager of the commune, and officials of the city."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from courses.programmes.permissions import managed_communes
from identity.communes.queries import newest_with_code
from identity.roles.permissions import has_role
from identity.roles.rules import Role

if TYPE_CHECKING:
    from identity.accounts.models import Person
    from identity.communes.models import Commune


def commune_looked_after(person: Person, code: str, *, now: dt.datetime) -> Commune | None:
    """The commune of that register code if the person manages it or is an official now, else None."""
    found = newest_with_code(code)
    if found is None or has_role(person, Role.OFFICIAL, now=now):
        return found
    return found if found.pk in managed_communes(person, now) else None
