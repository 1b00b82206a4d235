"""What became of the messages about something, as its page may show it."""

from __future__ import annotations

from uuid import UUID

from identity.messaging.models import Message
from identity.messaging.refusals import BudgetSpent
from identity.messaging.rules import PHONE_CHANNELS, MessageState


def channel_of(message: UUID) -> str:
    """The channel a promised message is to take; empty when it is no longer kept."""
    return Message.objects.filter(uuid=message).values_list("channel", flat=True).first() or ""


def is_stuck(about: UUID) -> bool:
    """Whether a message about this failed and none got out in its place, as far as a page may tell.

    A page must look the same for a known and an unknown address, so it hears nothing of what only
    a known one has: an e-mail that stands in for a text message, or a commune whose budget is spent.
    """
    sent = Message.objects.filter(about=about)
    first = sent.filter(stands_for=None).values_list("channel", flat=True).first()
    if first in PHONE_CHANNELS:
        sent = sent.filter(channel__in=PHONE_CHANNELS)
    messages = list(sent)
    is_out = any(m.state in {MessageState.SENT, MessageState.DELIVERED} for m in messages)
    return not is_out and any(_failed(message) for message in messages)


def went_by_email(about: UUID) -> bool:
    """Whether an e-mail stood in for a text message about this."""
    stand_ins = Message.objects.filter(about=about, channel="email", stands_for__isnull=False)
    return stand_ins.exclude(sent_at=None).exists()


def _failed(message: Message) -> bool:
    """Given up by the vendor or by us, or still waiting after a try that did not reach the vendor."""
    if message.state is MessageState.FAILED:
        return message.dropped_reason != BudgetSpent.code
    return message.sent_at is None and message.tries > 0 and message.taken_at is None
