"""Which channel carries a kind of message in this installation."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.utils.module_loading import import_string

from identity.messaging.channels.file import FileChannel
from identity.messaging.channels.outgoing import Channel

OUTBOX_FILE = "outbox.jsonl"
# by name, so that a vendor's library is in memory only where that vendor is used
VENDORS: Mapping[str, str] = {
    "smtp": "identity.messaging.channels.smtp.SmtpChannel",
    "sns": "identity.messaging.channels.sns.SnsChannel",
    "esms": "identity.messaging.channels.esms.EsmsChannel",
    "zns": "identity.messaging.channels.zns.ZnsChannel",
}


def channel_for(kind: str) -> Channel:
    """The channel that SMS_CHANNEL, ZNS_CHANNEL or EMAIL_CHANNEL names for this kind of message."""
    named = {
        "sms": settings.SMS_CHANNEL,
        "zns": settings.ZNS_CHANNEL,
        "email": settings.EMAIL_CHANNEL,
    }[kind]
    if named == "file":
        return FileChannel(settings.DATA_DIR / OUTBOX_FILE)
    vendor: Callable[[], Channel] = import_string(VENDORS[named])
    return vendor()
