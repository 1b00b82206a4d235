"""Measure the installation at hand; `python -m bench` prepares one and calls this."""

import json
import time
import traceback
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
            began = time.monotonic()
            measured += self._figures(section, port=options["port"])
            self.stdout.write(f"   {section} took {time.monotonic() - began:.0f} s")
            self.stdout.flush()
        options["to"].write_text(json.dumps(measured), encoding="utf-8")

    def _figures(self, section: str, *, port: int) -> list[dict[str, Any]]:
        """The figures of one section, or the one line that says it failed, so that the others go on."""
        try:
            figures = SECTIONS[section](port=port)
        except Exception as failure:  # noqa: BLE001 - whatever broke here breaks no other section
            self.stderr.write(traceback.format_exc())
            return [{"section": section, "failed": f"{type(failure).__name__}: {failure}"}]
        for figure in figures:
            self.stdout.write(str(figure))
        return [figure.as_json() for figure in figures]
