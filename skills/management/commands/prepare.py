"""`manage.py prepare`: tables, register, content, demo people and static files, as far as needed."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import OperationalError

from skills import preparation
from skills.environment import WrongSetting

STAGES: tuple[tuple[str, Callable[[], None]], ...] = (
    ("Database tables", preparation.migrate),
    ("Cache table", preparation.make_cache_table),
    ("Register of communes", preparation.load_register),
    ("Consent texts", preparation.load_consent_texts),
    ("Courses and pages", preparation.import_content),
    ("Editors' groups and review", preparation.prepare_editors),
    ("Demo people", preparation.seed_demo_people),
    ("Static files", preparation.collect_static),
)


class Command(BaseCommand):
    """Every stage looks first whether it has anything to do, so a second call takes seconds."""

    help = "Make this installation ready to serve."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """All stages in their order; a full disk and a database out of reach are one sentence each."""
        logging.disable(logging.INFO)
        preparation.reach_database()
        try:
            self._all_stages()
        except (OSError, OperationalError) as failure:
            if not preparation.is_out_of_room(failure):
                raise
            self.stdout.write("")
            raise WrongSetting(
                f"DATA_DIR is {settings.DATA_DIR}, where no room is left: make some and start again."
            ) from failure

    def _all_stages(self) -> None:
        for number, (name, stage) in enumerate(STAGES, start=1):
            with self._told(f"[{number}/{len(STAGES)}] {name}"):
                stage()

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        """The stage's name before it, its seconds after it."""
        self.stdout.write(f"{name} ... ", ending="")
        self.stdout.flush()
        began = time.monotonic()
        yield
        self.stdout.write(f"{time.monotonic() - began:.1f} s")
