"""What the clock does with the audit: seal each minute, look through all each night, close months."""

from celery import shared_task
from django.utils import timezone

from identity.audit import heads, sealing, segments


@shared_task
def seal() -> int:
    """Seal what was written since the last minute; another sealer waits for its turn."""
    return sealing.seal_waiting(now=timezone.now())


@shared_task
def seal_late() -> int:
    """Seal whatever was held back for more than a day, however old its id."""
    return sealing.seal_waiting(now=timezone.now(), from_the_first=True)


@shared_task
def close_and_purge() -> list[str]:
    """Close months that are over and remove segments after their term; which were removed."""
    now = timezone.now()
    segments.close_finished(now=now)
    return segments.purge_over_term(now=now)


@shared_task
def publish_head(number: int) -> None:
    """Tell the head of a seal to the log and to the store."""
    heads.publish(number)
