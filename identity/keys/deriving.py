"""Secrets that are made again when needed and stored nowhere."""

from identity.keys.ring import UnknownKey, subkey

__all__ = ["UnknownKey", "derive"]


def derive(*, purpose: str, context: str, key_id: str, length: int = 32) -> bytes:
    """The same bytes for the same purpose, context and key, and unrelated bytes for any other.

    Refuses a key that has left the ring with UnknownKey.
    """
    return subkey(key_id, use="derive", purpose=purpose, context=context, length=length)
