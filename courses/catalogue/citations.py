"""Skill areas and frameworks from their files: rows are added, never removed, and editors own the words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.publishing.files import Source
from courses.catalogue.models import CodeSuccessor, Framework, FrameworkCode, SkillArea


def skill_rows(source: Source) -> dict[str, SkillArea]:
    """The skill areas by key."""
    return {entry.text("key"): _skill(entry) for entry in source.maps("entries")}


def framework_rows(source: Source) -> dict[str, FrameworkCode]:
    """The codes by citation, `digcomp@2.2:4.1`, and by short citation the one of the last version.

    A framework may stand in the file in several versions, the older first; `succeeds` of a code names
    the code of an older version it stands for.
    """
    found: dict[str, FrameworkCode] = {}
    for entry in source.maps("entries"):
        framework = _framework(entry)
        for each in entry.maps("codes"):
            row = _code(framework, each)
            found[row.citation] = found[row.short_citation] = row
            _follow(row, each, found)
    return found


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


def _framework(entry: Source) -> Framework:
    entry.allow("framework", "version", "title", "note", "official_codes", "codes")
    return Framework.objects.get_or_create(
        key=entry.text("framework"),
        version=entry.text("version"),
        defaults={
            "title": entry.text("title"),
            "note": entry.text("note", ""),
            "has_official_codes": entry.flag("official_codes", default=True),
        },
    )[0]


def _code(framework: Framework, entry: Source) -> FrameworkCode:
    entry.allow("code", "title", "succeeds")
    return FrameworkCode.objects.get_or_create(
        framework=framework.key,
        version=framework.version,
        code=entry.text("code"),
        defaults={"title": entry.text("title")},
    )[0]


def _follow(row: FrameworkCode, entry: Source, known: dict[str, FrameworkCode]) -> None:
    """Keep which older codes this one stands for."""
    for cited in entry.entry.get("succeeds", []):
        old = known.get(str(cited))
        if old is None or old == row:
            raise entry.refuse("succeeds", _("name an older code of this file, with its version"))
        CodeSuccessor.objects.get_or_create(old=old, new=row)
