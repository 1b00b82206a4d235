"""The two secrets of an event: the link of an e-mail and the digits of a text message.

Neither is stored: both are derived from a key of the ring and the event's uuid when a notice leaves.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from uuid import UUID

from identity import keys
from identity.codes import networks
from identity.security.rules import REPLY_DIGITS

if TYPE_CHECKING:
    from identity.security.models import SecurityEvent

LINK_PURPOSE = "security.link"
REPLY_PURPOSE = "security.reply"
NETWORK_PURPOSE = "security.network"
LINK_BYTES = 20
REPLY_BYTES = 16


def link_token(event: UUID, *, key_id: str) -> str:
    """The 32 letters and digits that stand in the link."""
    secret = keys.derive(purpose=LINK_PURPOSE, context=str(event), key_id=key_id, length=LINK_BYTES)
    return base64.b32encode(secret).decode().lower()


def reply_of(event: UUID, *, key_id: str) -> str:
    """The digits a person types who got a text message."""
    secret = keys.derive(
        purpose=REPLY_PURPOSE, context=str(event), key_id=key_id, length=REPLY_BYTES
    )
    return f"{int.from_bytes(secret) % 10**REPLY_DIGITS:0{REPLY_DIGITS}d}"


def secrets_of(event: SecurityEvent) -> tuple[str, str]:
    """Link token and reply of a stored event; keys.UnknownKey when its key has left the ring."""
    return (
        link_token(event.uuid, key_id=event.key_id),
        reply_of(event.uuid, key_id=event.key_id),
    )


def link_digests(token: str) -> list[str]:
    """The digests under which an event with this link may stand."""
    return _digests(token, LINK_PURPOSE)


def reply_digests(reply: str) -> list[str]:
    """The digests under which an event with these digits may stand."""
    return _digests(reply, REPLY_PURPOSE)


def network_digests(address: str) -> list[str]:
    """Under which digests the tries of a network are counted."""
    return _digests(networks.network_of(address), NETWORK_PURPOSE)


def _digests(value: str, purpose: str) -> list[str]:
    return [index.digest for index in keys.all_blind_indexes(value, purpose=purpose)]
