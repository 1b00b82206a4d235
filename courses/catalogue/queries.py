"""Reads of what was published: what never changes is kept in the process, the rest asked each time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.conf import settings

from courses.catalogue.frozen import Edition, EditionEntry, FrozenItem, FrozenLesson, Key
from courses.catalogue.lineage import HELD, HELD_ENDING, VersionChange
from courses.catalogue.models import (
    AnswerKey,
    CourseEdition,
    CurrentVersion,
    EditionLesson,
    LessonVersion,
    WithdrawnItem,
)

# about 30 courses in two languages with ten versions each stay well below this
KEPT = 4096


class NotThere(Exception):
    """Nothing of that id yet: raised through the caches so that an absence is never kept."""


def frozen_version(version: UUID) -> FrozenLesson | None:
    """The lesson version of that uuid, or None. Kept in the process."""
    try:
        return _version(version)
    except NotThere:
        return None


def answer_keys(version: UUID) -> Mapping[UUID, Key]:
    """The keys of a version by item id; empty for an unknown version. Kept in the process. Server only."""
    try:
        return _keys(version)
    except NotThere:
        return MappingProxyType({})


def current_version(lesson: UUID, *, language: str = settings.LANGUAGE_CODE) -> UUID | None:
    """The version the site shows now, or None if the lesson is not on the site. One indexed query."""
    return (
        CurrentVersion.objects.filter(lesson=lesson, language=language)
        .values_list("version__uuid", flat=True)
        .first()
    )


def current_edition(course: UUID) -> Edition | None:
    """The newest edition of a course, or None. One indexed query; the edition itself is kept."""
    newest = CourseEdition.objects.filter(course=course).order_by("-number")
    found = newest.values_list("uuid", flat=True).first()
    return edition(found) if found else None


def edition(uuid: UUID) -> Edition | None:
    """The course edition of that uuid, or None. Kept in the process."""
    try:
        return _edition(uuid)
    except NotThere:
        return None


def editions(row_ids: frozenset[int]) -> dict[int, Edition]:
    """Editions by row id, for projections that hold foreign keys."""
    rows = CourseEdition.objects.filter(pk__in=row_ids).values_list("pk", "uuid")
    return {pk: _edition(uuid) for pk, uuid in rows}


def courses_of(lesson: UUID) -> frozenset[UUID]:
    """Every course that ever listed the lesson, for facts that arrive late."""
    rows = EditionLesson.objects.filter(lesson=lesson)
    return frozenset(rows.values_list("edition__course", flat=True).distinct())


def withdrawn_items(lesson: UUID) -> frozenset[UUID]:
    """The items of a lesson that an editor took back and that nobody is asked. One indexed query."""
    rows = WithdrawnItem.objects.filter(lesson=lesson, restored_at=None)
    return frozenset(rows.values_list("item", flat=True))


def held_versions(versions: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """By version, those made of it for a sitting in class; versions without any are left out. One query."""
    made = VersionChange.objects.filter(kind=HELD, previous__uuid__in=versions)
    found: dict[UUID, list[UUID]] = {}
    for base, held in made.values_list("previous__uuid", "version__uuid"):
        found.setdefault(base, []).append(held)
    return found


def public_items(version: UUID) -> list[dict[str, Any]]:
    """The items of a version in the shape of the API, without any key."""
    return LessonVersion.objects.values_list("items", flat=True).get(uuid=version)


def forget() -> None:
    """Empty the process's memory; for tests, where rows of one database follow another's."""
    _version.cache_clear()
    _keys.cache_clear()
    _edition.cache_clear()


@lru_cache(maxsize=KEPT)
def _version(version: UUID) -> FrozenLesson:
    row = LessonVersion.objects.defer("body").filter(uuid=version).first()
    if row is None:
        raise NotThere
    since = _meanings(row)
    return FrozenLesson(
        version=row.uuid,
        lesson=row.lesson,
        language=row.language,
        number=row.number,
        title=row.title,
        use=row.use,
        pass_mark=row.pass_mark,
        minutes=row.minutes,
        items=tuple(_item(item, since) for item in row.items),
        steps=tuple(row.steps),
    )


def _meanings(row: LessonVersion) -> dict[str, int]:
    """The number of the version that gave an item its meaning, of those whose meaning ever changed.

    What is held in class means what it meant in the version it was made of.
    """
    if row.language.endswith(HELD_ENDING):
        held = VersionChange.objects.filter(version=row).select_related("previous").first()
        row = held.previous if held else row
    if row.number == 1:
        return {}
    changes = VersionChange.objects.filter(
        version__lesson=row.lesson, version__language=row.language, version__number__lte=row.number
    )
    found = changes.order_by("version__number").values_list("version__number", "renewed")
    return {item: number for number, renewed in found for item in renewed}


def _item(item: dict[str, Any], since: Mapping[str, int]) -> FrozenItem:
    return FrozenItem(
        id=UUID(item["id"]),
        kind=item["kind"],
        use=item["use"],
        shown=MappingProxyType(item),
        since=since.get(item["id"], 0),
    )


@lru_cache(maxsize=KEPT)
def _keys(version: UUID) -> Mapping[UUID, Key]:
    rows = list(AnswerKey.objects.filter(version__uuid=version))
    if not rows and not LessonVersion.objects.filter(uuid=version).exists():
        raise NotThere
    return MappingProxyType({row.item: _key(row) for row in rows})


def _key(row: AnswerKey) -> Key:
    return Key(
        item=row.item,
        kind=row.key["kind"],
        key=MappingProxyType(row.key),
        feedback=MappingProxyType(row.feedback["said"]),
        explanation=row.feedback.get("explanation", ""),
    )


@lru_cache(maxsize=KEPT)
def _edition(uuid: UUID) -> Edition:
    row = CourseEdition.objects.filter(uuid=uuid).prefetch_related("lessons").first()
    if row is None:
        raise NotThere
    return Edition(
        id=row.pk,
        uuid=row.uuid,
        course=row.course,
        number=row.number,
        title=row.title,
        lessons=tuple(_entry(lesson) for lesson in row.lessons.all()),
    )


def _entry(lesson: EditionLesson) -> EditionEntry:
    return EditionEntry(
        lesson=lesson.lesson,
        title=lesson.title,
        module=lesson.module,
        module_title=lesson.module_title,
        position=lesson.position,
        required=lesson.required,
    )
