"""Which channel carries a kind of message in this installation."""

from collections.abc import Callable

from django.conf import settings

from identity.messaging.channels.esms import EsmsChannel
from identity.messaging.channels.file import FileChannel
from identity.messaging.channels.outgoing import Channel
from identity.messaging.channels.smtp import SmtpChannel
from identity.messaging.channels.sns import SnsChannel
from identity.messaging.channels.zns import ZnsChannel

OUTBOX_FILE = "outbox.jsonl"
CHANNELS: dict[str, Callable[[], Channel]] = {
    "file": lambda: FileChannel(settings.DATA_DIR / OUTBOX_FILE),
    "smtp": SmtpChannel,
    "sns": SnsChannel,
    "esms": EsmsChannel,
    "zns": ZnsChannel,
}


def channel_for(kind: str) -> Channel:
    """The channel that SMS_CHANNEL, ZNS_CHANNEL or EMAIL_CHANNEL names for this kind of message."""
    named = {
        "sms": settings.SMS_CHANNEL,
        "zns": settings.ZNS_CHANNEL,
        "email": settings.EMAIL_CHANNEL,
    }[kind]
    return CHANNELS[named]()
