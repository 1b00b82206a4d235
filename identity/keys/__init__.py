"""The key ring: seals values, makes blind indexes, derives secrets, signs.

No table. Imports no other slice.
"""

from identity.keys.deriving import UnknownKey, derive
from identity.keys.indexing import BlindIndex, all_blind_indexes, blind_index
from identity.keys.ring import current_key_id, key_ids
from identity.keys.sealing import Unsealable, reseal, seal, unseal
from identity.keys.signing import (
    KnownKey,
    Signature,
    is_signed,
    known_key,
    known_keys,
    public_keys,
    retirement,
    sign,
)

__all__ = [
    "BlindIndex",
    "KnownKey",
    "Signature",
    "UnknownKey",
    "Unsealable",
    "all_blind_indexes",
    "blind_index",
    "current_key_id",
    "derive",
    "is_signed",
    "key_ids",
    "known_key",
    "known_keys",
    "public_keys",
    "reseal",
    "retirement",
    "seal",
    "sign",
    "unseal",
]
