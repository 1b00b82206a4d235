"""Promise a message inside a transaction; deliver it, once, from a worker."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import translation

from identity.accounts.contacts import Contact
from identity.messaging import following, spending, wording
from identity.messaging.channels.choice import channel_for
from identity.messaging.channels.outgoing import (
    Channel,
    DeliveryFailed,
    OutgoingMessage,
    Undeliverable,
    Unreachable,
)
from identity.messaging.models import Message, Receipt, Spending, Traffic
from identity.messaging.refusals import MessagesRefused
from identity.messaging.rules import (
    KEPT_FOR,
    LEASE,
    RECEIPTS_KEPT_FOR,
    TRAFFIC_KEPT_FOR,
    TRIES_ON_A_CHANNEL,
    Failure,
)
from identity.messaging.spending import UNPAID, Fare
from identity.outbox import actions as outbox

logger = logging.getLogger(__name__)


class StillTaken(DeliveryFailed):
    """Another worker is sending this message at the moment; ask again later."""


def promise(
    *,
    topic: str,
    channel: str,
    template: str,
    about: UUID,
    expires_at: datetime,
    now: datetime,
    fare: Fare | None = None,
    then: Sequence[str] = (),
) -> Message:
    """Write down that a message about `about` is to go out by then, in the caller's transaction.

    The task of `topic` gets the message's uuid and calls `deliver` with the address and the words.
    `fare` is what was paid for it already; without one the worker pays, as for somebody known, before
    it sends. `then` names the channels that may carry the same words when this one fails.
    """
    paid = fare or UNPAID
    message = Message.objects.create(
        topic=topic,
        channel=channel,
        template=template,
        about=about,
        then=",".join(then),
        block=paid.block,
        is_favoured=paid.is_favoured,
        paid_at=paid.paid_at,
        created_at=now,
        expires_at=expires_at,
    )
    outbox.add(topic=topic, key=str(message.uuid), payload={"message": str(message.uuid)}, now=now)
    return message


def deliver(*, message: UUID, to: str, params: Mapping[str, str], now: datetime) -> bool:
    """Send a promised message through its channel; whether this call sent it.

    One conditional UPDATE decides who sends, and what is due is paid with it. Refusals: StillTaken
    and Unreachable, after which the outbox tries again; a message that is sent, dropped or expired
    is left alone. After two failed tries the next channel that may follow is promised beside it, and
    a text message whose place another one took on the same phone is not sent any more.
    """
    if following.is_replaced(message):
        drop(message=message, reason="replaced", now=now)
    taken = _take(message, to=to, now=now)
    if taken is None:
        return False
    channel = channel_for(taken.channel)
    if taken.tries > 1 and taken.taken_at is not None and not channel.is_repeatable:
        following.fail(taken, Failure.REFUSED, reason="perhaps_sent", now=now)
        return False
    return _send(taken, channel, _outgoing(taken, to=to, params=params, now=now), now=now)


def drop(*, message: UUID, reason: str, now: datetime) -> None:
    """Give a message up; nothing changes when it was sent before, and nothing follows it."""
    unsent = Message.objects.filter(uuid=message, sent_at=None, dropped_at=None)
    unsent.update(dropped_at=now, dropped_reason=reason)


def convert(*, about: UUID, now: datetime) -> None:
    """The code of these messages came back: they reached a person who wanted them."""
    Message.objects.filter(about=about, converted_at=None).update(converted_at=now)


def about(message: UUID) -> UUID | None:
    """What a promised message speaks of; None when it is no longer kept."""
    return Message.objects.filter(uuid=message).values_list("about", flat=True).first()


def purge(*, now: datetime) -> int:
    """Remove messages of more than 30 days ago, and counts and receipts nothing looks at; how many."""
    old_day = spending.local_day(now) - RECEIPTS_KEPT_FOR
    gone = [
        Message.objects.filter(created_at__lt=now - KEPT_FOR),
        Receipt.objects.filter(received_at__lt=now - RECEIPTS_KEPT_FOR),
        Spending.objects.filter(day_at__lt=old_day),
        Traffic.objects.filter(hour__lt=now - TRAFFIC_KEPT_FOR),
    ]
    return sum(rows.delete()[0] for rows in gone)


def _take(message: UUID, *, to: str, now: datetime) -> Message | None:
    """The message as it stood before it was taken and paid, or None when nothing is left to send."""
    before = Message.objects.filter(uuid=message, sent_at=None, dropped_at=None).first()
    if before is None:
        return None
    if before.expires_at <= now:
        drop(message=message, reason="expired", now=now)
        return None
    with transaction.atomic():
        free = Q(taken_at=None) | Q(taken_at__lte=now - LEASE)
        waiting = Message.objects.filter(free, uuid=message, sent_at=None, dropped_at=None)
        if not waiting.update(taken_at=now, tries=F("tries") + 1):
            raise StillTaken("taken")
        before.tries += 1
        is_paid = before.tries > 1 or _pay(before, to=to, now=now)
    return before if is_paid else None


def _pay(message: Message, *, to: str, now: datetime) -> bool:
    """What is left to pay for this message; without it, it never leaves and the next channel is asked."""
    contact = Contact("email" if message.channel == "email" else "phone", to)
    favoured = message.is_favoured
    try:
        with transaction.atomic():
            if message.paid_at is None:
                fare = spending.pay(to=contact, network=[], is_favoured=favoured, now=now)
                message.block, message.paid_at = fare.block, now
                message.save(update_fields=["block", "paid_at"])
            spending.pay_commune(to=contact, is_favoured=favoured, now=now)
    except MessagesRefused as refused:
        following.fail(message, Failure.REFUSED, reason=refused.code, now=now)
        return False
    return True


def _outgoing(
    message: Message, *, to: str, params: Mapping[str, str], now: datetime
) -> OutgoingMessage:
    with translation.override(settings.LANGUAGE_CODE):
        words = wording.render(
            message.template, channel=message.channel, params=params, host=settings.SITE_HOST
        )
    return OutgoingMessage(
        id=message.uuid,
        kind=message.channel,
        to=to,
        subject=words.subject,
        text=words.text,
        template=message.template,
        params=params,
        at=now,
        is_retry=message.tries > 1,
    )


def _send(message: Message, channel: Channel, outgoing: OutgoingMessage, *, now: datetime) -> bool:
    mine = Message.objects.filter(pk=message.pk, sent_at=None)
    try:
        vendor_id = channel.send(outgoing)
    except Undeliverable as failure:
        following.fail(message, Failure.REFUSED, reason=failure.reason, now=now)
        return False
    except Unreachable as failure:
        mine.update(taken_at=None)
        said = {"channel": channel.name, "reason": failure.reason, "tries": message.tries}
        logger.warning("a vendor is out of reach", extra=said)
        if message.tries == TRIES_ON_A_CHANNEL:
            following.call_in_the_next(message, now=now)
        raise
    price = settings.MESSAGE_PRICES[message.channel]
    with transaction.atomic():
        mine.update(sent_at=now, via=channel.name, vendor_id=vendor_id[:64], price=price)
        if channel.gives_receipts:
            following.listen(message, now=now)
    return True
