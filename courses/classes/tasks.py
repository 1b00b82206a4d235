"""Background work of classes; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from courses.classes import children, guessing


@shared_task
def forget_tries() -> int:
    """Remove counts of wrong join codes that limit nobody any more."""
    return guessing.forget_tries(now=timezone.now())


@shared_task
def tell_of_age() -> int:
    """Tell guardians of children who can keep their account themselves."""
    return children.tell_of_age(now=timezone.now())
