"""Who holds an address, which address a person holds, where people live."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from identity.accounts import sealing
from identity.accounts.addresses import HoldingQuerySet
from identity.accounts.contacts import Contact
from identity.accounts.models import (
    Alias,
    Guardianship,
    Holding,
    Identifier,
    Person,
    Residence,
)
from identity.communes.folding import fold
from identity.communes.models import Commune


class SharedContact(Exception):
    """Several people hold this address: it names none of them."""

    code = "shared_contact"
    message = _(
        "Several people share this number or e-mail address, so it does not say who is meant. "
        "Ask the person to add an address of her own to her account, such as an e-mail, and use that."
    )


def identifier_of(contact: Contact) -> Identifier | None:
    """The row of a proved address under whichever key of the ring it was made."""
    digests = [index.digest for index in sealing.indexes(contact.kind, contact.value)]
    return Identifier.objects.filter(kind=contact.kind, digest__in=digests).order_by("id").first()


def live_holders(contact: Contact) -> list[Holding]:
    """The holdings of an address that last now, with their people, in the order of their seats.

    Up to five people may share one; a closed account holds its addresses too.
    """
    digests = [index.digest for index in sealing.indexes(contact.kind, contact.value)]
    held: Any = Holding.objects.live().filter(
        identifier__kind=contact.kind, identifier__digest__in=digests
    )
    return list(held.select_related("person__kept", "identifier").order_by("seat", "id"))


def holder_of(contact: Contact) -> Person | None:
    """The one person who holds the address now. Refusal: SharedContact when several do."""
    people = {holding.person.as_kept for holding in live_holders(contact)}
    if len(people) > 1:
        raise SharedContact
    return people.pop() if people else None


def beside(holding: Holding) -> QuerySet[Holding]:
    """Everybody on the address of a holding now, its own person included, in the order of the seats."""
    return Holding.objects.live().filter(identifier=holding.identifier_id).order_by("seat", "id")


def address_of(holding: Holding) -> Contact:
    """The address of a holding, opened from its seal."""
    identifier = holding.identifier
    value = sealing.open_identifier(identifier.sealed, digest=identifier.digest)
    return Contact("phone" if identifier.kind == "phone" else "email", value)


def holdings_of(person: Person) -> HoldingQuerySet:
    """The addresses a person holds now, in any account that is hers, the last proved first."""
    hers = Q(person=person) | Q(person__kept=person)
    held: HoldingQuerySet = Holding.objects.live().filter(hers).select_related("identifier")
    return held.order_by("-proved_at", "-id")


def contacts_of(person: Person) -> list[Contact]:
    """The addresses a person holds now, the last proved first."""
    return [address_of(holding) for holding in holdings_of(person)]


def people_with_contact(people: Iterable[Person]) -> set[int]:
    """Row ids of those of these people who hold a number or an e-mail address now, in one query."""
    held = Holding.objects.live().filter(person__in=list(people))
    return set(held.values_list("person_id", flat=True))


def contact_of(person: Person) -> Contact | None:
    """The address the person proved last among those held now."""
    newest = holdings_of(person).first()
    return address_of(newest) if newest else None


def holding_to_write_to(person: Person) -> Holding | None:
    """Her hold on the address she proved last; None for a child: no message ever goes there."""
    return None if is_child(person.pk) else holdings_of(person).first()


def live_address(identifier_id: int) -> Contact | None:
    """The address of a row id, while somebody holds it."""
    held = Holding.objects.live().filter(identifier=identifier_id).select_related("identifier")
    holding = held.first()
    return address_of(holding) if holding else None


def oldest_contact(person: Person, kind: str) -> Contact | None:
    """The address of this kind that the person has held longest."""
    oldest = holdings_of(person).filter(identifier__kind=kind).order_by("since", "id").first()
    return address_of(oldest) if oldest else None


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


def alike(*, name: str, birth_year: int, commune_id: int) -> list[Person]:
    """Who lives in the commune now with this name, marks and case aside, and year of birth."""
    here = Person.objects.filter(residences__commune_id=commune_id, residences__until_on=None)
    born = here.filter(birth_year=birth_year, kept=None, is_active=True).order_by("pk")
    wanted = fold(name)
    return [person for person in born if fold(person.name) == wanted]


def residents(commune_id: int, *, on: date) -> QuerySet[Any, Any]:
    """Row ids of the accounts of people who live in a commune on that day, for use inside a query.

    An account that was merged into another one lives where that one does.
    """
    lived = Residence.objects.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)
    there = lived.filter(commune_id=commune_id).values("person_id")
    merged = Person.objects.filter(kept__in=there).order_by()
    return there.filter(person__kept=None).union(merged.values("pk"), all=True)


def person_by_id(person_id: int) -> Person:
    """The person of this row id; Person.DoesNotExist."""
    return Person.objects.get(pk=person_id)


def person_by_uuid(uuid: UUID) -> Person | None:
    """Whose uuid this is; an account that was merged answers for itself."""
    return Person.objects.filter(uuid=uuid).first()


def people_by_id(person_ids: Iterable[int]) -> dict[int, Person]:
    """These people by their row ids, in one query; ids nobody has are left out."""
    return Person.objects.in_bulk(list(person_ids))


def kept_of(person: Person) -> Person:
    """The account she is known as, asked anew: the one this was merged into, or this one."""
    return Person.objects.filter(pk=person.pk).select_related("kept").get().as_kept


def kept_ids(person_ids: Iterable[int]) -> frozenset[int]:
    """Row ids of the accounts these are known as; two that were merged are one."""
    found = Person.objects.filter(pk__in=list(person_ids))
    return frozenset(found.values_list(Coalesce("kept_id", "pk"), flat=True))


def kept_accounts(person_ids: Iterable[int]) -> dict[int, int]:
    """Row ids of every account of these people, each with that of the account it is known as."""
    kept = kept_ids(person_ids)
    hers = Person.objects.filter(Q(pk__in=kept) | Q(kept__in=kept))
    return dict(hers.values_list("pk", Coalesce("kept_id", "pk")))


def accounts_of(person_id: int) -> QuerySet[Person, Any]:
    """Row ids of the accounts whose facts are hers, as a query for use inside another one.

    Her own and all that were merged into it; none for an account that was merged itself.
    """
    hers = Q(pk=person_id, kept=None) | Q(kept=person_id)
    return Person.objects.filter(hers).order_by().values("pk")


def owners_of(person_ids: Iterable[int]) -> dict[int, int]:
    """Row ids of all accounts whose facts are these people's, each with whose they are."""
    wanted = list(person_ids)
    found = Person.objects.filter(Q(pk__in=wanted, kept=None) | Q(kept__in=wanted))
    return dict(found.values_list("pk", Coalesce("kept_id", "pk")))


def names_outside(person_id: int) -> frozenset[UUID]:
    """The uuids under which the outside may know her: her own and those of merged accounts."""
    hers = Person.objects.filter(Q(pk=person_id) | Q(kept=person_id))
    return frozenset(hers.values_list("uuid", flat=True))


def aliases_into(person: Person) -> QuerySet[Alias]:
    """The accounts that stand for this one now, newest first."""
    live = Alias.objects.filter(kept=person, until=None)
    return live.select_related("absorbed").order_by("-since", "-pk")


def guardianship_of(child_id: int) -> Guardianship | None:
    """Who answers for a child's account now; None for whoever answers for herself."""
    live = Guardianship.objects.filter(child=child_id, until=None)
    return live.select_related("guardian", "child").first()


def is_child(person_id: int) -> bool:
    """Whether a guardian answers for this account: no message ever goes to it."""
    return Guardianship.objects.filter(child=person_id, until=None).exists()


def children_of(guardian: Person) -> QuerySet[Guardianship]:
    """The children a guardian answers for now, oldest first."""
    live = Guardianship.objects.filter(guardian__in=accounts_of(guardian.pk), until=None)
    return live.select_related("child").order_by("since", "pk")
