"""Background work on certificates; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from courses.certificates import actions as certificates
from courses.certificates import runs


@shared_task
def certify_commune(commune: int, month: str) -> int:
    """Certify who has earned it since facts of that commune changed from that month on."""
    return certificates.issue_in_commune(commune=commune, month=month, now=timezone.now())


@shared_task
def certify_missed() -> int:
    """Certify whoever was missed, such as one who passed the check long after the last lesson."""
    return certificates.issue_all_waiting(now=timezone.now())


@shared_task
def carry_on(run: int) -> None:
    """Bring a run to its end."""
    runs.carry_on(run=run, now=timezone.now())


@shared_task
def forget_names() -> int:
    """Take the names off certificates whose term is over."""
    return certificates.forget_names(now=timezone.now())
