"""The background work of identity, one import for each slice."""

from identity.codes.tasks import purge as purge_codes
from identity.codes.tasks import send_code
from identity.outbox.tasks import dispatch, forget_done, sweep

__all__ = [
    "dispatch",
    "forget_done",
    "purge_codes",
    "send_code",
    "sweep",
]
