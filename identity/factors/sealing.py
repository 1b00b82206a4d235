"""How an authenticator's seed is sealed, and under which digest its tries are counted."""

from identity import keys
from identity.accounts.models import Person

PURPOSE = "factors.totp"


def seal_seed(seed: str, *, person: Person) -> str:
    """The seed as it stands in its row; it opens for this person only."""
    return keys.seal(seed, purpose=PURPOSE, context=str(person.uuid))


def open_seed(sealed: str, *, person: Person) -> str:
    """The base32 seed; keys.Unsealable when its key has left the ring."""
    return keys.unseal(sealed, purpose=PURPOSE, context=str(person.uuid))


def try_digests(person: Person) -> list[str]:
    """The digests of this person's budget of tries, under every key of the ring."""
    indexes = keys.all_blind_indexes(str(person.uuid), purpose=PURPOSE)
    return [index.digest for index in indexes]
