"""The key ring: seals values, makes blind indexes, derives secrets. No table; imports no other slice."""

from identity.keys.deriving import UnknownKey, derive
from identity.keys.indexing import BlindIndex, all_blind_indexes, blind_index
from identity.keys.ring import current_key_id
from identity.keys.sealing import Unsealable, seal, unseal

__all__ = [
    "BlindIndex",
    "UnknownKey",
    "Unsealable",
    "all_blind_indexes",
    "blind_index",
    "current_key_id",
    "derive",
    "seal",
    "unseal",
]
