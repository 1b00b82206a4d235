"""Write down an act or a look; nothing written here can be changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, transaction

from identity.audit.context import Post, request_id, standing
from identity.audit.models import Entry, EntrySubject

if TYPE_CHECKING:
    from identity.accounts.models import Person


class NotRecorded(Exception):
    """The entry could not be written, so what it is about is neither done nor shown."""

    code = "not_recorded"


def record(
    *,
    act: str,
    by: Person | None,
    now: datetime,
    subjects: Iterable[int] = (),
    commune: str | None = None,
    detail: Mapping[str, Any] | None = None,
    fields: Iterable[str] = (),
    reason: str = "",
) -> Entry:
    """One entry: `act` such as "roles.granted", about the people with the ids `subjects`.

    A look is an act named "*.seen" and is written before anything is shown: `fields` names what
    the page shows of people, `reason` why the viewer may see it, both in the codes of
    identity/privacy/wording.py. `by` is None when a command or the clock acts. `commune` is a
    register code. `detail` holds ids, codes and counts, never a name, an address or a value that
    was looked at. Refuses with NotRecorded when the store cannot be written.
    """
    post = _post_of(by, commune or "")
    entry = Entry(
        at=now,
        act=act,
        by=by,
        role=post.role,
        role_commune=post.commune,
        commune=commune or "",
        fields=" ".join(fields),
        reason=reason,
        detail=dict(detail or {}),
        request_id=request_id.get(),
        network=standing.get().network,
    )
    try:
        _insert(entry, sorted(set(subjects)))
    except DatabaseError as failure:
        raise NotRecorded("The audit store cannot be written.") from failure
    return entry


def _post_of(by: Person | None, commune: str) -> Post:
    """What the doer is at this moment, as the request found it; nothing for a citizen or the clock."""
    found = standing.get().post_for(commune) if by is not None else None
    return found or Post("")


def _insert(entry: Entry, subjects: list[int]) -> None:
    with transaction.atomic():
        entry.save()
        EntrySubject.objects.bulk_create(
            EntrySubject(entry=entry, person_id=person, by_other=person != entry.by_id)
            for person in subjects
        )
