"""Load the consent texts from their files; words that are loaded never change."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from identity.consent.actions import ConsentTextChanged, Wording, load_text


class Command(BaseCommand):
    """Reads every file of content/consent; running it twice changes nothing."""

    help = "Load the consent texts of content/consent (idempotent)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", default=settings.BASE_DIR / "content" / "consent")

    def handle(self, *_args: Any, **options: Any) -> None:
        files = sorted(Path(options["folder"]).glob("*.yaml"))
        if not files:
            raise CommandError(f"No consent text found in {options['folder']}.")
        new = sum(load_file(path) for path in files)
        self.stdout.write(f"consent texts: {len(files)} read, {new} new")


def load_file(path: Path) -> bool:
    """Load one file; whether it was new. Refuses (CommandError) what is malformed or changed."""
    try:
        stated = yaml.safe_load(path.read_text(encoding="utf-8"))
        wording = Wording(
            purpose=stated["purpose"],
            version=stated["version"],
            language=stated["language"],
            title=stated["title"].strip(),
            body=stated["body"].strip(),
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise CommandError(f"{path.name} is not a consent text: {error}") from error
    try:
        return load_text(wording=wording, now=timezone.now())[1]
    except ConsentTextChanged as error:
        raise CommandError(f"{path.name}: {error}. Give the new words a new version.") from error
