"""`manage.py keep_zalo_token`: seal the first refresh token of Zalo, read from standard input."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from identity.messaging import vendor_tokens


class Command(BaseCommand):
    """The token never stands in arguments, where other users of the machine could read it."""

    help = "Seal the refresh token of Zalo that is given on standard input"

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Take one line; from then on the token renews itself."""
        token = sys.stdin.readline().strip()
        if not token:
            raise CommandError("Give the refresh token on standard input.")
        vendor_tokens.keep_first(refresh_token=token, now=timezone.now())
        self.stdout.write("The token is kept. The first Zalo message renews it.")
