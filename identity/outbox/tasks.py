"""The sweep that finds due jobs and the dispatcher that keeps them."""

from celery import shared_task
from django.utils import timezone

from identity.outbox import actions


@shared_task
def dispatch(topic: str, key: str) -> None:
    """Keep one promise now; when this message is lost the sweep keeps it a little later."""
    actions.keep(topic=topic, key=key, now=timezone.now())


@shared_task
def sweep() -> int:
    """Keep every promise that is due, for at most a minute; another sweep may run beside it."""
    return actions.keep_due(now=timezone.now)


@shared_task
def forget_done() -> int:
    """Remove rows of promises kept more than a week ago."""
    return actions.forget_done(now=timezone.now())
