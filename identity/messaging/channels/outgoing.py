"""What a channel is given, and what it says when it fails."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class OutgoingMessage:
    """One message ready to leave: as text, and as template with parameters for providers that want those.

    `is_retry` says that an earlier try may have sent it already.
    """

    id: UUID
    kind: str
    to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    template: str
    params: Mapping[str, str] = field(repr=False)
    at: datetime
    is_retry: bool


class DeliveryFailed(Exception):
    """A channel could not send; the text names no address and no word of the message."""

    code = "delivery_failed"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unreachable(DeliveryFailed):
    """Surely not sent, and worth another try."""


class Undeliverable(DeliveryFailed):
    """Refused for good, or perhaps sent already: another try would be useless or a second copy."""


class Channel(Protocol):
    """A way out. `is_repeatable`: sending the same id again cannot reach the person twice."""

    is_repeatable: bool

    def send(self, message: OutgoingMessage) -> None:
        """Hand the message over, or raise Unreachable or Undeliverable."""
