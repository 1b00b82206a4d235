"""Who may appoint whom, as a table."""

from __future__ import annotations

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
CITY_ROLES = frozenset(Role) - COMMUNE_ROLES
CMS_ROLES = frozenset({Role.EDITOR, Role.MODERATOR, Role.ADMIN})

# role -> the roles it may give and end; a manager only within the own commune
APPOINTS: dict[Role, frozenset[Role]] = {
    Role.ADMIN: frozenset(Role) - {Role.TRAINER},
    Role.MANAGER: frozenset({Role.TRAINER}),
}


def appointing_roles(role: Role) -> frozenset[Role]:
    """The roles whose holders may give and end `role`."""
    return frozenset(giver for giver, given in APPOINTS.items() if role in given)


def needs_commune(role: Role) -> bool:
    """Whether a grant of `role` is for one commune (else it is for the whole city)."""
    return role in COMMUNE_ROLES
