"""What the clock does for sessions."""

from celery import shared_task

from identity.sessions import actions


@shared_task
def forget_ended_sessions() -> None:
    """Remove session rows nobody can use any more."""
    actions.forget_ended()
