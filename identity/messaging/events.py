"""What this slice promises to the outbox; skills/subscriptions.py names the task that follows."""

SILENCE_DUE = "identity.silence_due"
