"""Who ranks above whom at a desk: pure decisions."""

from __future__ import annotations

from collections.abc import Set

from identity.roles.rules import Role

# whoever holds a role of the whole city is confirmed by nobody here: two members of staff do that
RANKS = {Role.TRAINER: 1, Role.MANAGER: 2}
HIGHEST = 3


def rank(roles: Set[str]) -> int:
    """0 for a citizen, then trainers, managers, and everybody with a role of the city."""
    return max((RANKS.get(Role(role), HIGHEST) for role in roles), default=0)


def ranks_above(roles: Set[str], others: Set[str]) -> bool:
    """Whether somebody with these roles stands above somebody with those."""
    return rank(roles) > rank(others)
