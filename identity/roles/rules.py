"""Who may appoint whom, as a table."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum


class Role(StrEnum):
    """The six things a person may be beside a learner."""

    TRAINER = "trainer"
    MANAGER = "manager"
    EDITOR = "editor"
    MODERATOR = "moderator"
    OFFICIAL = "official"
    ADMIN = "admin"


COMMUNE_ROLES = frozenset({Role.TRAINER, Role.MANAGER})
CMS_ROLES = frozenset({Role.EDITOR, Role.MODERATOR})

# a last day beyond this is a slip; the calendar itself ends in 9999
LATEST_DAY = dt.date(2099, 12, 31)

# every role is looked at again twice a year; one that is not used ends by itself, after a warning
REVIEW_EVERY = dt.timedelta(days=182)
IDLE_AFTER = dt.timedelta(days=45)
WARN_AFTER = dt.timedelta(days=38)

# role -> the roles it may give; a manager only within the own commune
APPOINTS: dict[Role, frozenset[Role]] = {
    Role.ADMIN: frozenset(Role) - {Role.TRAINER},
    Role.MANAGER: frozenset({Role.TRAINER}),
}
# role -> the roles it may end: an administrator can always stop somebody
ENDS: dict[Role, frozenset[Role]] = {**APPOINTS, Role.ADMIN: frozenset(Role)}


def appointing_roles(role: Role) -> frozenset[Role]:
    """The roles whose holders may give `role`."""
    return frozenset(giver for giver, given in APPOINTS.items() if role in given)


def ending_roles(role: Role) -> frozenset[Role]:
    """The roles whose holders may end `role`."""
    return frozenset(ender for ender, ended in ENDS.items() if role in ended)


def reviewed_roles(role: Role) -> frozenset[Role]:
    """The roles whose holders are reviewed by holders of `role`: those it appoints."""
    return APPOINTS.get(role, frozenset())


def needs_commune(role: Role) -> bool:
    """Whether a grant of `role` is for one commune (else it is for the whole city)."""
    return role in COMMUNE_ROLES
