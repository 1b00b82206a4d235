"""What vendors report of messages they took, each report once."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from identity.messaging import following
from identity.messaging.models import Message, Receipt
from identity.messaging.rules import STATE_MOVES, Failure, MessageState


@dataclass(frozen=True)
class Report:
    """One receipt: its id at the vendor, the message by our id or by the vendor's, and what became of it.

    `arrived` is None for a step on the way that decides nothing.
    """

    id: str
    message: UUID | None
    vendor_id: str
    arrived: bool | None


def take(report: Report, *, via: str, now: dt.datetime) -> None:
    """Believe a receipt whose sender was proved.

    The same receipt again, or one of a message nobody knows, changes nothing and is no error: whoever
    sent it learns nothing from the answer. A failure calls in what follows; an arrival that is
    reported late outweighs it.
    """
    digest = hashlib.sha256(report.id.encode()).hexdigest()
    with transaction.atomic():
        _row, is_first = Receipt.objects.get_or_create(
            via=via, digest=digest, defaults={"received_at": now}
        )
        message = _message_of(report, via=via) if is_first else None
        if message is not None:
            _apply(report, message, now=now)


def _message_of(report: Report, *, via: str) -> Message | None:
    by_vendor = Q(via=via, vendor_id=report.vendor_id) if report.vendor_id else Q(pk=None)
    ours = Q(uuid=report.message) if report.message else Q(pk=None)
    return Message.objects.filter(ours | by_vendor).first()


def _apply(report: Report, message: Message, *, now: dt.datetime) -> None:
    """Move the message where the report says, if it may go there from where it stands."""
    if report.arrived is None:
        return
    goes_to = MessageState.DELIVERED if report.arrived else MessageState.FAILED
    if goes_to not in STATE_MOVES[message.state]:
        return
    if goes_to is MessageState.DELIVERED:
        Message.objects.filter(pk=message.pk, delivered_at=None).update(delivered_at=now)
    else:
        following.fail(message, Failure.REPORTED, reason="reported", now=now)
