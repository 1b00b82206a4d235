"""Tells Django about the courses app."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """The courses app; its slices are listed in docs/architecture.md."""

    name = "courses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the page tree; set what other slices add to a lesson's screen."""
        from courses.analysis import panels
        from courses.catalogue import tree

        tree.connect()
        panels.connect()
