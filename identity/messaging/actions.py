"""Promise a message inside a transaction; deliver it, once, from a worker."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q
from django.utils import translation

from identity.messaging import wording
from identity.messaging.channels.choice import channel_for
from identity.messaging.channels.outgoing import (
    Channel,
    DeliveryFailed,
    OutgoingMessage,
    Undeliverable,
    Unreachable,
)
from identity.messaging.models import Message
from identity.outbox import actions as outbox

# longer than any channel waits for an answer
LEASE = timedelta(seconds=60)
KEPT_FOR = timedelta(days=30)


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
) -> Message:
    """Write down that a message about `about` is to go out by then, in the caller's transaction.

    The task of `topic` gets the message's uuid and calls `deliver` with the address and the words.
    """
    message = Message.objects.create(
        channel=channel, template=template, about=about, created_at=now, expires_at=expires_at
    )
    outbox.add(topic=topic, key=str(message.uuid), payload={"message": str(message.uuid)}, now=now)
    return message


def deliver(*, message: UUID, to: str, params: Mapping[str, str], now: datetime) -> bool:
    """Send a promised message through its channel; whether this call sent it.

    One conditional UPDATE decides who sends. Refusals: StillTaken and Unreachable, after which the
    outbox tries again; a message that is sent, dropped or expired is left alone.
    """
    taken = _take(message, now=now)
    if taken is None:
        return False
    channel = channel_for(taken.channel)
    if taken.tries > 1 and taken.taken_at is not None and not channel.is_repeatable:
        drop(message=message, reason="perhaps_sent", now=now)
        return False
    return _send(taken, channel, _outgoing(taken, to=to, params=params, now=now), now=now)


def drop(*, message: UUID, reason: str, now: datetime) -> None:
    """Give a message up; nothing changes when it was sent before."""
    unsent = Message.objects.filter(uuid=message, sent_at=None, dropped_at=None)
    unsent.update(dropped_at=now, dropped_reason=reason)


def about(message: UUID) -> UUID | None:
    """What a promised message speaks of; None when it is no longer kept."""
    return Message.objects.filter(uuid=message).values_list("about", flat=True).first()


def purge(*, now: datetime) -> int:
    """Remove messages of more than 30 days ago; how many."""
    return Message.objects.filter(created_at__lt=now - KEPT_FOR).delete()[0]


def _take(message: UUID, *, now: datetime) -> Message | None:
    """The message as it stood before it was taken, or None when nothing is left to send."""
    before = Message.objects.filter(uuid=message, sent_at=None, dropped_at=None).first()
    if before is None:
        return None
    if before.expires_at <= now:
        drop(message=message, reason="expired", now=now)
        return None
    free = Q(taken_at=None) | Q(taken_at__lte=now - LEASE)
    waiting = Message.objects.filter(free, uuid=message, sent_at=None, dropped_at=None)
    if not waiting.update(taken_at=now, tries=F("tries") + 1):
        raise StillTaken("taken")
    before.tries += 1
    return before


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
        channel.send(outgoing)
    except Undeliverable as failure:
        mine.update(dropped_at=now, dropped_reason=failure.reason[:30])
        return False
    except Unreachable:
        mine.update(taken_at=None)
        raise
    mine.update(sent_at=now)
    return True
