"""`manage.py messages_status`: figures, budgets and breakers of messages as JSON, for monitoring."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Count
from django.utils import timezone

from identity.messaging import breaking, figures
from identity.messaging.models import Breaker


class Command(BaseCommand):
    """Prints one JSON object; the figures are those of /quan-tri/tin-nhan/."""

    help = "Figures, budgets and breakers of messages as JSON"

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Read the rollups and print them."""
        now = timezone.now()
        blocks = Breaker.objects.exclude(digest=breaking.EVERYTHING)
        states = blocks.values_list("state").annotate(Count("pk")).order_by("state")
        status = {
            "at": now.isoformat(),
            "channels": {line.channel: asdict(line) for line in figures.channels(now=now)},
            "budgets": {use.scope: asdict(use) for use in figures.uses(now=now)},
            "breaker": breaking.everything(now=now).state,
            "blocks": dict(states),
        }
        self.stdout.write(json.dumps(status, ensure_ascii=False))
