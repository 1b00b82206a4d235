"""Who looked at a person or acted on her account, and why: what she reads about it herself."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from django.utils.functional import Promise

from identity.accounts.queries import accounts_of
from identity.audit.models import Entry, EntrySubject
from identity.communes.models import Commune
from identity.privacy.wording import ACTS, FIELDS, REASONS, UNKNOWN_ACT
from identity.roles.models import Role

ON_A_PAGE = 20


@dataclass(frozen=True)
class Deed:
    """One line for the person; `who` is empty for a citizen, who stays unnamed, and for the clock.

    `role` and `place` are what the member of staff was at that moment.
    """

    at: dt.datetime
    what: Promise
    who: str
    role: str
    place: str
    is_ours: bool
    shown: tuple[Promise, ...]
    why: Promise | None


@dataclass(frozen=True)
class Page:
    """One page of them, newest first."""

    number: int
    deeds: tuple[Deed, ...]
    has_next: bool


def deeds_about(person_id: int, *, number: int) -> Page:
    """What others did and saw of her, newest first; her own acts are left out.

    The cost depends on the page, not on how long her story or the audit is.
    """
    found = _entries(person_id, skipped=(number - 1) * ON_A_PAGE)
    shown = found[:ON_A_PAGE]
    places = _places(shown)
    return Page(
        number=number,
        deeds=tuple(_deed(entry, places) for entry in shown),
        has_next=len(found) > ON_A_PAGE,
    )


def _entries(person_id: int, *, skipped: int) -> Sequence[Entry]:
    """One more than a page, merged from her own account and those that were joined into it."""
    accounts = list(accounts_of(person_id).values_list("pk", flat=True))
    until = skipped + ON_A_PAGE + 1
    rows = [_rows_about(account, accounts, until) for account in accounts]
    merged = heapq.merge(*rows, key=attrgetter("pk"), reverse=True)
    distinct = {entry.pk: entry for entry in merged}
    return list(islice(distinct.values(), skipped, until))


def _rows_about(account: int, hers: list[int], most: int) -> list[Entry]:
    """By the index over person, whether somebody else did it, and the newest entry first."""
    rows = EntrySubject.objects.filter(person=account, by_other=True)
    rows = rows.exclude(entry__by__in=hers).order_by("-entry")
    return [row.entry for row in rows.select_related("entry__by")[:most]]


def _places(entries: Iterable[Entry]) -> dict[str, str]:
    codes = {entry.role_commune for entry in entries if entry.role_commune}
    known = Commune.objects.filter(code__in=codes).order_by("valid_from")
    return dict(known.values_list("code", "full_name"))


def _deed(entry: Entry, places: dict[str, str]) -> Deed:
    is_staff = bool(entry.role and entry.by)
    return Deed(
        at=entry.at,
        what=ACTS.get(entry.act, UNKNOWN_ACT),
        who=entry.by.name if is_staff and entry.by else "",
        role=str(Role(entry.role).label) if is_staff else "",
        place=places.get(entry.role_commune, ""),
        is_ours=entry.by is None,
        shown=tuple(FIELDS[name] for name in entry.fields.split() if name in FIELDS),
        why=REASONS.get(entry.reason),
    )
