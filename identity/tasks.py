"""The background work of identity, one import for each slice."""

from identity.audit.tasks import close_and_purge, publish_head, seal, seal_late
from identity.codes.tasks import purge as purge_codes
from identity.codes.tasks import send_code
from identity.messaging.tasks import count_late, look_for_silence
from identity.messaging.tasks import watch as watch_messages
from identity.outbox.tasks import dispatch, forget_done, sweep
from identity.recovery.tasks import (
    follow_disavowal,
    look_up,
    purge_recoveries,
    sweep_recoveries,
    tell,
)
from identity.security.tasks import purge as purge_security
from identity.security.tasks import send_notice
from identity.sessions.tasks import forget_ended_sessions
from identity.signin.tasks import rest_idle_staff, send_role_notice, tell_passed_on

__all__ = [
    "close_and_purge",
    "count_late",
    "dispatch",
    "follow_disavowal",
    "forget_done",
    "forget_ended_sessions",
    "look_for_silence",
    "look_up",
    "publish_head",
    "purge_codes",
    "purge_recoveries",
    "purge_security",
    "rest_idle_staff",
    "seal",
    "seal_late",
    "send_code",
    "send_notice",
    "send_role_notice",
    "sweep",
    "sweep_recoveries",
    "tell",
    "tell_passed_on",
    "watch_messages",
]
