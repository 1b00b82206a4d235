"""Tells Django about the wiring."""

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    """The wiring; it holds commands and no table."""

    name = "skills"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tasks are sent through our Celery application from every process."""
        from skills import celery  # noqa: F401
