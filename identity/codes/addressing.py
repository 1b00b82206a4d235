"""How an address stands in this slice's tables: sealed in its challenge, as a blind index elsewhere."""

from dataclasses import dataclass
from uuid import UUID

from identity import keys
from identity.accounts.contacts import Contact

PURPOSE = "codes.address"


@dataclass(frozen=True)
class Address:
    """A contact with its blind indexes under every key of the ring, current first."""

    contact: Contact
    indexes: tuple[keys.BlindIndex, ...]

    @property
    def digests(self) -> list[str]:
        """What rows of any age may hold for this address."""
        return [index.digest for index in self.indexes]


def address_of(contact: Contact) -> Address:
    """The contact as the tables know it."""
    value = f"{contact.kind}:{contact.value}"
    return Address(contact, keys.all_blind_indexes(value, purpose=PURPOSE))


def seal_contact(contact: Contact, *, challenge: UUID) -> str:
    """The contact sealed for one challenge; copied to another it does not open."""
    return keys.seal(f"{contact.kind}:{contact.value}", purpose=PURPOSE, context=str(challenge))


def open_contact(sealed: str, *, challenge: UUID) -> Contact:
    """The contact of a challenge; keys.Unsealable when its key has left the ring."""
    kind, _colon, value = keys.unseal(sealed, purpose=PURPOSE, context=str(challenge)).partition(
        ":"
    )
    return Contact("phone" if kind == "phone" else "email", value)
