"""Addresses for receipts of vendors that sign nothing: each message has its own, which nobody can guess."""

from __future__ import annotations

import hmac
from uuid import UUID

from identity import keys

PURPOSE = "messaging.receipt"
LETTERS = 32


def mac_of(message: UUID) -> str:
    """The part of the address that only the vendor of this message was told."""
    return keys.blind_index(str(message), purpose=PURPOSE).digest[:LETTERS]


def is_mac_of(message: UUID, mac: str) -> bool:
    """Whether the address was ours, under any key of the ring."""
    ours = [
        index.digest[:LETTERS] for index in keys.all_blind_indexes(str(message), purpose=PURPOSE)
    ]
    return any(hmac.compare_digest(one.encode(), mac.encode()) for one in ours)
