"""What this slice promises to the outbox; skills/subscriptions.py names the task that follows."""

CODE_ASKED = "identity.code_asked"
