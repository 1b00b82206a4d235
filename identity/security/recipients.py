"""Which addresses hear of what happened to an account: never a child's, never a stranger's."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from identity.accounts.queries import address_of, beside, guardianship_of, holdings_of

if TYPE_CHECKING:
    from identity.accounts.contacts import Contact
    from identity.accounts.models import Holding, Person


def holdings_to_tell(
    person: Person, *, except_contact: Contact | None, now: dt.datetime
) -> list[Holding]:
    """The live holdings whose address gets a notice: the person's own, or of a child its guardian's.

    Left out are the address the event itself came from, and numbers nobody proved for 30 days:
    whoever has such a number now must not learn that it belonged to an account.
    """
    return [
        holding
        for holding in holdings_of(_reader_of(person))
        if not _may_be_a_strangers(holding, now) and address_of(holding) != except_contact
    ]


def _reader_of(person: Person) -> Person:
    guardianship = guardianship_of(person.pk)
    return guardianship.guardian.as_kept if guardianship else person


def _may_be_a_strangers(holding: Holding, now: dt.datetime) -> bool:
    """Whether nobody on this number proved it for 30 days; while one did, it is still theirs."""
    if not holding.is_silent(now):
        return False
    return all(one.is_silent(now) for one in beside(holding).select_related("identifier"))
