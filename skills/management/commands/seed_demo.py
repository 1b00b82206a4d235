"""Make the demo people of the embedded default and write DATA_DIR/demo.json; safe to run again."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from skills.demo.seeding import LaptopOnly, seed


class Command(BaseCommand):
    """`manage.py seed_demo`."""

    help = "Make the invented people for trying Bến Số out on a laptop."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Seed, or say in one sentence why not."""
        roster = settings.DATA_DIR / "demo.json"
        try:
            seed(roster_path=roster, now=timezone.now())
        except LaptopOnly as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Demo people: {roster}")
