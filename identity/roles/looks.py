"""Who looked at who holds which role; written down before it is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from identity.audit import actions as audit

if TYPE_CHECKING:
    from identity.accounts.models import Person
    from identity.roles.models import Grant


def record_look(
    grants: Iterable[Grant],
    *,
    by: Person,
    now: dt.datetime,
    commune: str | None = None,
    reason: str = "runs_roles",
) -> None:
    """One entry about everybody whose role is shown."""
    audit.record(
        act="roles.seen",
        by=by,
        subjects={grant.person_id for grant in grants},
        commune=commune,
        fields=("name", "role"),
        reason=reason,
        now=now,
    )
