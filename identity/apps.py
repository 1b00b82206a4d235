"""Tells Django about the identity app."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """The identity app; its slices are listed in docs/architecture.md."""

    name = "identity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let `check` see what this app wants of the settings."""
        from identity.messaging import checks  # noqa: F401
