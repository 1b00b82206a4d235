"""Tells Django about the identity app."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """The identity app; its slices are listed in docs/architecture.md."""

    name = "identity"
    default_auto_field = "django.db.models.BigAutoField"
