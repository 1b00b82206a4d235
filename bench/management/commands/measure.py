"""Measure the installation at hand; `python -m bench` prepares one and calls this."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from bench import board, certificates, events, memory, pages, placement, regrades, signins

SECTIONS = {
    "pages": pages.measure,
    "events": events.measure,
    "signins": signins.measure,
    "board": board.measure,
    "certificates": certificates.measure,
    "placement": placement.measure,
    "regrades": regrades.measure,
    "memory": memory.measure,
}


class Command(BaseCommand):
    """`manage.py measure --port 8111 --to figures.json pages events`."""

    help = "Measure ratios on this installation."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which sections, on which port, written where."""
        parser.add_argument("sections", nargs="+", choices=sorted(SECTIONS))
        parser.add_argument("--port", type=int, required=True)
        parser.add_argument("--to", type=Path, required=True)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Measure, print as it goes, write the figures."""
        measured = []
        for section in options["sections"]:
            for figure in SECTIONS[section](port=options["port"]):
                self.stdout.write(str(figure))
                self.stdout.flush()
                measured.append(figure.as_json())
        options["to"].write_text(json.dumps(measured), encoding="utf-8")
