"""Blind indexes: a value can be found and compared without being readable in the table."""

import hashlib
import hmac
from dataclasses import dataclass

from identity.keys.ring import current_key_id, key_ids, subkey


@dataclass(frozen=True)
class BlindIndex:
    """A keyed digest (HMAC-SHA256, 64 hex letters) and the key it was made with."""

    key_id: str
    digest: str


def blind_index(value: str, *, purpose: str, key_id: str | None = None) -> BlindIndex:
    """The index of a value under the current key, or under the one that is named."""
    key_id = key_id or current_key_id()
    key = subkey(key_id, use="index", purpose=purpose)
    return BlindIndex(key_id, hmac.new(key, value.encode(), hashlib.sha256).hexdigest())


def all_blind_indexes(value: str, *, purpose: str) -> tuple[BlindIndex, ...]:
    """The index under every key of the ring, current first: a row made before a rotation is still found."""
    return tuple(blind_index(value, purpose=purpose, key_id=key_id) for key_id in key_ids())
