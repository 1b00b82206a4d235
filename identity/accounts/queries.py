"""Who holds an address, which address a person holds, where people live."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from identity.accounts import sealing
from identity.accounts.contacts import Contact
from identity.accounts.models import Holding, Identifier, Person, Residence
from identity.communes.models import Commune


def identifier_of(contact: Contact) -> Identifier | None:
    """The row of a proved address under whichever key of the ring it was made."""
    digests = [index.digest for index in sealing.indexes(contact.kind, contact.value)]
    return Identifier.objects.filter(kind=contact.kind, digest__in=digests).order_by("id").first()


def live_holding(contact: Contact) -> Holding | None:
    """The holding of an address that lasts now, with its person."""
    digests = [index.digest for index in sealing.indexes(contact.kind, contact.value)]
    held: Any = Holding.objects.live().filter(
        identifier__kind=contact.kind, identifier__digest__in=digests
    )
    holding: Holding | None = held.select_related("person").order_by("id").first()
    return holding


def holder_of(contact: Contact) -> Person | None:
    """The person who holds the address now; a closed account holds its addresses too."""
    holding = live_holding(contact)
    return holding.person if holding else None


def contact_of(person: Person) -> Contact | None:
    """The address the person proved last among those held now."""
    held = Holding.objects.live().filter(person=person).select_related("identifier")
    newest = held.order_by("-proved_at", "-id").first()
    if newest is None:
        return None
    identifier = newest.identifier
    value = sealing.open_identifier(identifier.sealed, digest=identifier.digest)
    return Contact("phone" if identifier.kind == "phone" else "email", value)


def commune_of(person: Person) -> Commune | None:
    """Where the person lives now; None for staff who never said."""
    residence = Residence.objects.open().filter(person=person).select_related("commune").first()
    return residence.commune if residence else None


def communes_of(person_ids: Iterable[int]) -> dict[int, Commune]:
    """Where each of these people lives now, in one query; people without a residence are left out."""
    residences = Residence.objects.open().filter(person_id__in=list(person_ids))
    return {
        residence.person_id: residence.commune for residence in residences.select_related("commune")
    }


def residents(commune_id: int, *, on: date) -> QuerySet[Residence, int]:
    """Row ids of the people who live in a commune on that day, as a query for use inside another one."""
    lived = Residence.objects.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)
    return lived.filter(commune_id=commune_id).values_list("person_id", flat=True)
