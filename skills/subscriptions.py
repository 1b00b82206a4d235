"""The one table from what happened (an outbox topic) to the task that follows."""

SUBSCRIPTIONS: dict[str, str] = {}
