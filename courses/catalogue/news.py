"""What became of a lesson since the version somebody did: what came, and whether it means something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from courses.catalogue.differences import ChangeKind
from courses.catalogue.lineage import VersionChange
from courses.catalogue.queries import frozen_version

TOLD = {ChangeKind.ADDS, ChangeKind.MEANING}
"""Kinds of change that whoever is done hears of; nothing of them is required of her."""


@dataclass(frozen=True, slots=True)
class News:
    """Steps that are new to her, and whether the lesson was changed in its meaning."""

    steps: tuple[str, ...]
    is_changed: bool


def news_since(done: Mapping[UUID, UUID]) -> dict[UUID, News]:
    """By lesson, what came after the version it was done in; lessons without news are left out. One query."""
    about = VersionChange.objects.filter(version__lesson__in=list(done), kind__in=TOLD)
    # a question that only went away leaves nothing to look at again
    told = about.exclude(is_chosen=False, renewed=[], added=[])
    rows = told.order_by("version__number").values_list(
        "version__lesson", "version__language", "version__number", "kind", "added"
    )
    since = {lesson: frozen_version(version) for lesson, version in done.items()}
    found: dict[UUID, list[tuple[str, list[str]]]] = {}
    for lesson, language, number, kind, added in rows:
        known = since[lesson]
        if known and known.language == language and number > known.number:
            found.setdefault(lesson, []).append((kind, added))
    return {lesson: _news(changes) for lesson, changes in found.items()}


def _news(changes: Iterable[tuple[str, list[str]]]) -> News:
    known = list(changes)
    return News(
        steps=tuple(step for _kind, added in known for step in added),
        is_changed=any(kind == ChangeKind.MEANING for kind, _added in known),
    )
