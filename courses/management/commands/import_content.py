"""Brings content/ into Wagtail, never over what an editor did later: drawings, recordings, pages, pools."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from cms.media.drawings import DrawingsRefused, load_drawings
from cms.media.recordings import RecordingsRefused, load_recordings
from cms.media.titles import title_drawings
from cms.publishing.files import ContentRefused
from cms.publishing.imports import Outcome, bodies
from cms.site.imports import import_site
from cms.site.models import HomePage
from courses.catalogue.imports import import_courses
from courses.placement.imports import import_pool
from courses.reports.imports import import_levels
from courses.sittings.imports import import_tests


class Command(BaseCommand):
    """Read every file, or refuse all of them and name each mistake."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the files are."""
        parser.add_argument("--from", dest="root", type=Path, default=settings.BASE_DIR / "content")

    def handle(self, *_args: Any, **options: Any) -> None:
        """One transaction: a mistake in one file leaves everything as it was."""
        counts = dict.fromkeys(Outcome, 0)
        try:
            with transaction.atomic():
                for file, outcome in _import_all(options["root"], timezone.now()):
                    counts[outcome] += 1
                    if options["verbosity"] and outcome is not Outcome.UNCHANGED:
                        self.stdout.write(f"{file}: {outcome}")
        except (ContentRefused, DrawingsRefused, RecordingsRefused) as refused:
            raise CommandError(str(refused)) from refused
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))


def _import_all(root: Path, now: dt.datetime) -> Iterator[tuple[str, Outcome]]:
    drawings = load_drawings(root / "drawings")
    files = drawings | load_recordings(root / "recordings", now=now)
    yield from import_site(root=root, drawings=files, now=now)
    home = HomePage.objects.first()
    if home is not None:
        yield from import_courses(root=root, home=home, drawings=files, now=now)
        yield from import_tests(root=root, now=now)
    yield from import_pool(root=root, now=now)
    yield from import_levels(root=root, now=now)
    title_drawings(drawings, bodies())
