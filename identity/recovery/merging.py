"""Two accounts of one person made one, or parted again: who may, and whom it is told to.

The alias itself is written in identity/accounts/merging.py; docs/adr/0022-merged-accounts.md says why.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from identity.accounts.merging import MergeRefused, join_accounts, lock_both, part_accounts
from identity.factors.queries import has_staff_factor
from identity.roles.permissions import has_role, is_staff
from identity.roles.rules import Role
from identity.security import actions as security
from identity.security.models import Kind
from identity.sessions import actions as sessions

if TYPE_CHECKING:
    from identity.accounts.models import Alias, Person
    from identity.sessions.store import SessionStore


def merge(
    *,
    absorbed: Person,
    kept: Person,
    keep: SessionStore | None = None,
    by: Person,
    now: dt.datetime,
) -> Alias:
    """Let `absorbed` stand for `kept` from now on; whoever calls has proved that both are hers.

    Roles never go along: an account with one is not absorbed, and to one with a role only its owner
    or an administrator joins another. By herself she joins none that an app or a passkey protects: a
    stolen number must not take it over. All sessions of both end but `keep`.
    Refusals: MergeRefused (same, closed, joined_already, child, staff, role, protected), security.Frozen.
    """
    security.refuse_if_frozen(absorbed, now)
    security.refuse_if_frozen(kept, now)
    with transaction.atomic():
        lock_both(absorbed, kept)
        _check_roles(absorbed, kept, by=by, now=now)
        if by == kept and has_staff_factor(absorbed):
            raise MergeRefused("protected")
        alias = join_accounts(absorbed=absorbed, kept=kept, by=by, now=now)
        sessions.end_other_sessions(person=kept, keep=keep, by=by, now=now)
        security.report(person=kept, kind=Kind.MERGED, now=now)
    return alias


def part(
    *, alias: Alias, keep: SessionStore | None = None, by: Person | None, now: dt.datetime
) -> Alias:
    """Undo a merge within 30 days; both accounts hear of it, and every session but `keep` ends.

    Sessions that were opened with the addresses of the absorbed account are sessions of the kept one:
    that is why they end too. Parting twice is parting once. Refusal (MergeRefused): final.
    """
    with transaction.atomic():
        lock_both(alias.absorbed, alias.kept)
        alias.refresh_from_db(fields=["until"])
        if alias.until is not None:
            return alias
        parted = part_accounts(alias=alias, by=by, now=now)
        sessions.end_other_sessions(person=parted.kept, keep=keep, by=by, now=now)
        for person in (parted.kept, parted.absorbed):
            security.report(person=person, kind=Kind.UNMERGED, now=now)
    return parted


def _check_roles(absorbed: Person, kept: Person, *, by: Person, now: dt.datetime) -> None:
    if is_staff(absorbed, now):
        raise MergeRefused("staff")
    if by != kept and is_staff(kept, now) and not has_role(by, Role.ADMIN, now=now):
        raise MergeRefused("role")
