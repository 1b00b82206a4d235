"""What this slice promises to the outbox; skills/subscriptions.py names the task that follows."""

NOTICE_DUE = "identity.security_notice_due"
