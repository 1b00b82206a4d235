"""What follows a message that failed: the same words once more, or by the next channel."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.db import transaction

from identity.messaging.events import SILENCE_DUE
from identity.messaging.models import Message
from identity.messaging.rules import PHONE_CHANNELS, SILENCE, Failure, next_step
from identity.outbox import actions as outbox

NO_CHANNEL = "none"


def fail(message: Message, failure: Failure, *, reason: str, now: dt.datetime) -> bool:
    """Give a message up and promise what follows it; whether this call gave it up.

    One conditional UPDATE decides, so two reports of one failure make one successor.
    """
    with transaction.atomic():
        standing = Message.objects.filter(pk=message.pk, delivered_at=None, dropped_at=None)
        if not standing.update(dropped_at=now, dropped_reason=reason[:30]):
            return False
        _follow(message, failure, now=now)
    return True


def call_in_the_next(message: Message, *, now: dt.datetime) -> None:
    """Ask the next channel for a message whose vendor is out of reach; it goes on trying itself.

    That costs nobody a second copy: the vendor took nothing, and a repeated id is known to it.
    """
    with transaction.atomic():
        _follow(message, Failure.UNREACHABLE, now=now)


def listen(message: Message, *, now: dt.datetime) -> None:
    """Look again in a minute whether the vendor reported anything of a message it took."""
    if _then(message):
        outbox.add(
            topic=SILENCE_DUE,
            key=str(message.uuid),
            payload={"message": str(message.uuid)},
            now=now,
            due_at=now + SILENCE,
        )


def look_for_silence(*, message: UUID, now: dt.datetime) -> bool:
    """Ask the next channel where no receipt came within a minute; whether it was asked.

    The message itself stays as it was sent: its receipt may still come.
    """
    with transaction.atomic():
        rows = Message.objects.select_for_update().filter(uuid=message, delivered_at=None)
        silent = rows.filter(dropped_at=None).first()
        return silent is not None and _follow(silent, Failure.SILENT, now=now)


def is_replaced(message: UUID) -> bool:
    """Whether another message on the same phone was sent in this one's place."""
    stand_ins = Message.objects.filter(stands_for__uuid=message, channel__in=PHONE_CHANNELS)
    return stand_ins.exclude(sent_at=None).exists()


def _follow(message: Message, failure: Failure, *, now: dt.datetime) -> bool:
    """Promise what follows, once; nothing follows a message whose time is over or whose code came back.

    The new message is about the same thing and is paid for when it leaves, as every message is.
    """
    then = _then(message)
    step = next_step(failure, channel=message.channel, attempt=message.attempt, then=then)
    is_over = message.expires_at <= now or message.converted_at is not None
    if step is None or is_over or Message.objects.filter(stands_for=message).exists():
        return False
    successor = Message.objects.create(
        topic=message.topic,
        channel=step.channel,
        attempt=step.attempt,
        template=message.template,
        about=message.about,
        then=",".join(channel for channel in then if channel != step.channel),
        stands_for=message,
        is_favoured=message.is_favoured,
        created_at=now,
        expires_at=message.expires_at,
    )
    key = str(successor.uuid)
    outbox.add(topic=message.topic, key=key, payload={"message": key}, now=now)
    return True


def _then(message: Message) -> list[str]:
    """The channels that may follow and are open in this installation."""
    is_closed = {"zns": settings.ZNS_CHANNEL == NO_CHANNEL}
    listed = [channel for channel in message.then.split(",") if channel]
    return [channel for channel in listed if not is_closed.get(channel)]
