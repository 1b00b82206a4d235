"""Which addresses hear of what happened to an account: never a child's, never a stranger's."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from identity.accounts import sealing
from identity.accounts.contacts import Contact
from identity.accounts.models import Guardianship, Holding, IdentifierKind

if TYPE_CHECKING:
    from identity.accounts.models import Person

# a number nobody proved for so long may be another person's by now: identity.md, 1.1
SILENT_AFTER = dt.timedelta(days=30)


def holdings_to_tell(
    person: Person, *, except_contact: Contact | None, now: dt.datetime
) -> list[Holding]:
    """The live holdings whose address gets a notice: the person's own, or of a child its guardian's.

    Left out are the address the event itself came from, and numbers that were silent for 30 days:
    whoever has such a number now must not learn that it belonged to an account.
    """
    reader = guardian_of(person.pk) or person.pk
    held = Holding.objects.live().filter(person_id=reader).select_related("identifier")
    return [
        holding
        for holding in held.order_by("-proved_at", "-id")
        if not _is_silent_number(holding, now) and contact_of(holding) != except_contact
    ]


def guardian_of(person_id: int) -> int | None:
    """The row id of who answers for a child; None for everybody else."""
    lasting = Guardianship.objects.filter(child_id=person_id, until=None)
    return lasting.values_list("guardian_id", flat=True).first()


def contact_of(holding: Holding) -> Contact:
    """The address of a holding, opened from its seal."""
    identifier = holding.identifier
    value = sealing.open_identifier(identifier.sealed, digest=identifier.digest)
    return Contact("phone" if identifier.kind == IdentifierKind.PHONE else "email", value)


def contacts_of(person: Person) -> list[Contact]:
    """Every address the person holds now."""
    held = Holding.objects.live().filter(person=person).select_related("identifier")
    return [contact_of(holding) for holding in held]


def _is_silent_number(holding: Holding, now: dt.datetime) -> bool:
    is_number = holding.identifier.kind == IdentifierKind.PHONE
    return is_number and now - holding.proved_at > SILENT_AFTER
