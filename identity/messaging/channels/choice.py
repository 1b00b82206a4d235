"""Which channel carries a kind of message in this installation."""

from collections.abc import Callable

from django.conf import settings

from identity.messaging.channels.file import FileChannel
from identity.messaging.channels.outgoing import Channel
from identity.messaging.channels.smtp import SmtpChannel
from identity.messaging.channels.sns import SnsChannel

OUTBOX_FILE = "outbox.jsonl"
CHANNELS: dict[str, Callable[[], Channel]] = {
    "file": lambda: FileChannel(settings.DATA_DIR / OUTBOX_FILE),
    "smtp": SmtpChannel,
    "sns": SnsChannel,
}


def channel_for(kind: str) -> Channel:
    """The channel that SMS_CHANNEL or EMAIL_CHANNEL names for "sms" or "email"."""
    named = {"sms": settings.SMS_CHANNEL, "email": settings.EMAIL_CHANNEL}[kind]
    return CHANNELS[named]()
