"""What winning an account back promises to the outbox; skills/subscriptions.py names the task."""

RECOVERY_ASKED = "identity.recovery_asked"
"""Somebody asked for an account; payload: request (a uuid). A worker looks up whose it is."""

RECOVERY_TOLD = "identity.recovery_told"
"""A message to the new address of a request; payload: message (a uuid)."""
