"""How a phone number or e-mail address is sealed and found."""

from identity import keys

PURPOSE = "accounts.identifier"


def indexes(kind: str, value: str) -> tuple[keys.BlindIndex, ...]:
    """The blind indexes of an address, current key first."""
    return keys.all_blind_indexes(f"{kind}:{value}", purpose=PURPOSE)


def seal_identifier(value: str, *, digest: str) -> str:
    """The value as it stands in its row; it opens only beside its own digest."""
    return keys.seal(value, purpose=PURPOSE, context=digest)


def open_identifier(sealed: str, *, digest: str) -> str:
    """The value that `seal_identifier` sealed."""
    return keys.unseal(sealed, purpose=PURPOSE, context=digest)
