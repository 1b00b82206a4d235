"""Which addresses hear of what happened to an account: never a child's, never a stranger's."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from identity.accounts.models import Holding, IdentifierKind
from identity.accounts.queries import address_of, guardianship_of, holdings_of
from identity.accounts.rules import is_silent

if TYPE_CHECKING:
    from identity.accounts.contacts import Contact
    from identity.accounts.models import Person


def holdings_to_tell(
    person: Person, *, except_contact: Contact | None, now: dt.datetime
) -> list[Holding]:
    """The live holdings whose address gets a notice: the person's own, or of a child its guardian's.

    Left out are the address the event itself came from, and numbers that were silent for 30 days:
    whoever has such a number now must not learn that it belonged to an account.
    """
    return [
        holding
        for holding in holdings_of(_reader_of(person))
        if not _is_silent_number(holding, now) and address_of(holding) != except_contact
    ]


def _reader_of(person: Person) -> Person:
    guardianship = guardianship_of(person.pk)
    return guardianship.guardian if guardianship else person


def _is_silent_number(holding: Holding, now: dt.datetime) -> bool:
    is_number = holding.identifier.kind == IdentifierKind.PHONE
    return is_number and is_silent(holding.proved_at, now=now)
