"""Bring every sealed value under the current key, so that an older one can leave the ring."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from identity import keys
from identity.privacy import resealing


class Command(BaseCommand):
    """Run it after a new key stands in front of KEY_RING and every process was restarted."""

    help = "Seal every value anew under the first key of KEY_RING; say what older keys still hold."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--batch", type=int, default=resealing.BATCH, help="rows read at once (200)"
        )
        parser.add_argument(
            "--count", action="store_true", help="only say what older keys still hold"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        unreadable = 0 if options["count"] else self._reseal(options["batch"])
        self._tell_what_is_left()
        if unreadable:
            raise CommandError(
                f"{unreadable} values open under no key of the ring: their key has left it already. "
                "Put that key back behind the others and run this again."
            )

    def _reseal(self, batch: int) -> int:
        unreadable = 0
        for step in resealing.reseal(by=None, now=timezone.now(), batch=max(1, batch)):
            unreadable += step.unreadable
            self.stdout.write(f"{step.column}: {step.resealed} sealed anew")
        return unreadable

    def _tell_what_is_left(self) -> None:
        now = timezone.now()
        current, *older = keys.key_ids()
        self.stdout.write(f"current key: {current}")
        for key_id in older:
            left = resealing.left_on(key_id, now=now)
            for column, count in left.items():
                self.stdout.write(f"{key_id}: {count} left in {column}")
            if not left:
                self.stdout.write(f"{key_id}: nothing left, it may leave KEY_RING")
