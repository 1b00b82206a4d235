"""Tells Django about the cms app."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The cms app; its slices are listed in docs/architecture.md."""

    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the page tree, and name what Wagtail leaves in English."""
        from cms.publishing import screens, tree

        tree.connect()
        screens.name_link_fields()
