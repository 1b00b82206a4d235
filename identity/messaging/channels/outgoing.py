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
    """Not sent, or sent under an id the vendor takes once only; worth another try."""


class Undeliverable(DeliveryFailed):
    """Refused for good, or perhaps sent already: another try would be useless or a second copy."""


class Channel(Protocol):
    """A way out, under the name by which receipts come back.

    `is_repeatable`: sending the same id again cannot reach the person twice. `gives_receipts`: the
    vendor tells later whether the message arrived, so that its silence means something.
    """

    @property
    def name(self) -> str: ...

    @property
    def is_repeatable(self) -> bool: ...

    @property
    def gives_receipts(self) -> bool: ...

    def send(self, message: OutgoingMessage) -> str:
        """Hand the message over; the vendor's id for it, or an empty text where there is none.

        Raises Unreachable or Undeliverable.
        """
