"""The rules of levels from content/levels.yaml: a rule once loaded never changes, a new version is added."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cms.publishing.files import Source, read
from cms.publishing.imports import Outcome
from courses.catalogue.models import Framework, LessonVersion
from courses.reports.models import LevelRule

FILE = "levels.yaml"
FIELDS = (
    "framework",
    "framework_version",
    "level",
    "version",
    "title",
    "note",
    "checks",
    "needed",
)


def import_levels(*, root: Path, now: datetime) -> Iterator[tuple[str, Outcome]]:
    """Load every rule of the file, where there is one; yields each and what was done."""
    if not (root / FILE).exists():
        return
    for entry in read(root / FILE, root=root).maps("entries"):
        entry.allow(*FIELDS)
        named = {name: entry.text(name) for name in FIELDS[:4]}
        decided = _decided(entry)
        rule, is_new = LevelRule.objects.get_or_create(
            **named, defaults=decided | {"loaded_at": now}
        )
        if not is_new and _meaning(rule) != (decided["checks"], decided["needed"]):
            raise entry.refuse("version", _("a rule in use does not change: give it a new version"))
        yield f"{FILE}#{rule.version}", Outcome.MADE if is_new else Outcome.UNCHANGED


def _decided(entry: Source) -> dict[str, Any]:
    checks = [str(UUID(str(each))) for each in entry.entry.get("checks", [])]
    needed = entry.entry.get("needed", len(checks))
    known = Framework.objects.filter(
        key=entry.text("framework"), version=entry.text("framework_version")
    )
    published = LessonVersion.objects.filter(lesson__in=checks, use="check").values("lesson")
    if not known.exists():
        raise entry.refuse("framework", _("not in frameworks.yaml, or not in this version"))
    if published.distinct().count() != len(set(checks)):
        raise entry.refuse("checks", _("each must be the id of a check on the site"))
    if not isinstance(needed, int) or not 0 < needed <= len(set(checks)):
        raise entry.refuse("needed", _("a number between 1 and how many checks are named"))
    return {
        "title": entry.text("title"),
        "note": entry.text("note", ""),
        "checks": checks,
        "needed": needed,
    }


def _meaning(rule: LevelRule) -> tuple[list[str], int]:
    return rule.checks, rule.needed
