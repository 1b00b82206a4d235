"""`manage.py load_communes`: bring the register of communes to what its data files say."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from identity.communes.actions import load_register
from identity.communes.register import RegisterRefused, read_register

DATA = Path(__file__).resolve().parents[2] / "communes" / "data"


class Command(BaseCommand):
    """`manage.py load_communes`: a line that is known already is left as it is."""

    help = "Loads the register of communes; safe to run again, and with later data files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--data", type=Path, default=DATA, help="folder with the data files")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            register = read_register(options["data"])
            changed = load_register(register=register, by=None, now=timezone.now())
        except RegisterRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        state = "loaded" if changed else "already up to date"
        self.stdout.write(f"Register of communes {state}: {len(register.communes)} communes.")
