"""The background work of courses, one import for each slice."""

from courses.classes.tasks import forget_tries, tell_of_age
from courses.progress.tasks import forget_refusals, refold
from courses.reports.tasks import prove_rollups, roll_up

__all__ = ["forget_refusals", "forget_tries", "prove_rollups", "refold", "roll_up", "tell_of_age"]
