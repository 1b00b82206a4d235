"""The background work of courses, one import for each slice."""

from courses.reports.tasks import prove_rollups, roll_up

__all__ = ["prove_rollups", "roll_up"]
