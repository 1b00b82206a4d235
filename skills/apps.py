"""Tells Django about the skills app."""

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    """The skills app; its slices are listed in docs/architecture.md."""

    name = "skills"
    default_auto_field = "django.db.models.BigAutoField"
