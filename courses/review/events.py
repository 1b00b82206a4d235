"""What review announces."""

RETENTION_CHANGED = "review.retention_changed"
"""First answers at the last step were given in a commune (a row id)."""
REMINDER_DUE = "review.reminder_due"
"""A promised reminder is to be sent (the message's uuid)."""
