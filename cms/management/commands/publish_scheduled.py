"""Stands before Wagtail's command of the same name, which stops at the first page it cannot publish."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.publishing.schedule import publish_due


class Command(BaseCommand):
    """Publish and unpublish what is due."""

    help = __doc__

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, and say how many pages changed."""
        changed = publish_due(now=timezone.now())
        if options["verbosity"] and changed:
            self.stdout.write(f"{changed} pages changed")
