"""What this slice promises to the outbox; skills/subscriptions.py names the task that follows."""

NOTICE_DUE = "identity.security_notice_due"
DISAVOWED = "identity.disavowed"
"""An owner said of an event that it was not her; payload: event (a uuid)."""
