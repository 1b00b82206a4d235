"""Write down an act or a look; nothing written here can be changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from identity.audit.context import request_id
from identity.audit.models import Entry, EntrySubject

if TYPE_CHECKING:
    from identity.accounts.models import Person


def record(
    *,
    act: str,
    by: "Person | None",
    now: datetime,
    subjects: Iterable[int] = (),
    commune: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Entry:
    """One entry: `act` such as "roles.granted", about the people with the ids `subjects`.

    `by` is None when a command or the clock acts. `commune` is a register code. `detail` holds ids,
    codes and counts, never a name, an address or a value that was looked at.
    """
    with transaction.atomic():
        entry = Entry.objects.create(
            at=now,
            act=act,
            by=by,
            commune=commune or "",
            detail=dict(detail or {}),
            request_id=request_id.get(),
        )
        EntrySubject.objects.bulk_create(
            EntrySubject(entry=entry, person_id=person) for person in sorted(set(subjects))
        )
    return entry
