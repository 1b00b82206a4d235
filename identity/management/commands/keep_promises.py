"""Keep promised work in this process while the queue is gone."""

from __future__ import annotations

import argparse
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from identity.outbox import actions as outbox

PAUSE_SECONDS = 2.0


class Command(BaseCommand):
    """`manage.py keep_promises`: codes and notices go out without a queue; safe beside workers."""

    help = "Send and do what was promised, without the queue, until stopped (Ctrl-C)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--seconds", type=float, help="stop by itself after so long")

    def handle(self, *_args: Any, **options: Any) -> None:
        ends = time.monotonic() + (options["seconds"] or 0)
        kept = outbox.keep_due(now=timezone.now)
        try:
            while options["seconds"] is None or time.monotonic() < ends:
                time.sleep(PAUSE_SECONDS)
                kept += outbox.keep_due(now=timezone.now)
        except KeyboardInterrupt:
            pass
        self.stdout.write(f"{kept} promises kept.")
