"""Skill areas and framework codes from their files; rows are added and renamed, never removed."""

from __future__ import annotations

from cms.publishing.files import Source
from courses.catalogue.models import FrameworkCode, SkillArea


def skill_rows(source: Source) -> dict[str, SkillArea]:
    """The skill areas by key."""
    return {entry.text("key"): _skill(entry) for entry in source.maps("entries")}


def framework_rows(source: Source) -> dict[str, FrameworkCode]:
    """The codes by citation, such as `digcomp:4.1`."""
    rows = [
        _code(framework, entry)
        for framework in source.maps("entries")
        for entry in framework.maps("codes")
    ]
    return {row.citation: row for row in rows}


def _skill(entry: Source) -> SkillArea:
    entry.allow("key", "order", "title", "framework")
    return SkillArea.objects.update_or_create(
        code=entry.text("key"),
        defaults={
            "title": entry.text("title"),
            "position": int(entry.entry.get("order", 0)),
            "citations": entry.entry.get("framework", []),
        },
    )[0]


def _code(framework: Source, entry: Source) -> FrameworkCode:
    return FrameworkCode.objects.update_or_create(
        framework=framework.text("framework"),
        version=framework.text("version"),
        code=entry.text("code"),
        defaults={"title": entry.text("title")},
    )[0]
