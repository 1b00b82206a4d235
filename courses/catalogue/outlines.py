"""A course as outsiders list it: its newest edition with the address and version of each lesson."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from courses.catalogue import queries as catalogue
from courses.catalogue.frozen import Edition, EditionEntry
from courses.catalogue.models import CourseEdition, CurrentVersion
from courses.catalogue.pages import CoursePage, LessonPage


@dataclass(frozen=True, slots=True)
class LessonOutline:
    """One lesson of a course on the site."""

    id: UUID
    title: str
    url: str
    version: UUID
    minutes: int
    required: bool


@dataclass(frozen=True, slots=True)
class ModuleOutline:
    """One part of a course, with its lessons in order."""

    id: UUID
    title: str
    lessons: tuple[LessonOutline, ...]


@dataclass(frozen=True, slots=True)
class CourseOutline:
    """One course on the site, as its newest edition has it."""

    id: UUID
    slug: str
    title: str
    skill: str
    edition: UUID
    modules: tuple[ModuleOutline, ...]


def outlines(request: HttpRequest, *, course: UUID | None = None) -> list[CourseOutline]:
    """Every course on the site, or the one of that id; the same few queries for any number."""
    pages = _live_courses(course)
    editions = _newest_editions(page.translation_key for page in pages)
    lessons = [entry.lesson for edition in editions.values() for entry in edition.lessons]
    shown = _shown_lessons(lessons, request)
    return [
        _course(page, editions[page.translation_key], shown)
        for page in pages
        if page.translation_key in editions
    ]


def _live_courses(course: UUID | None) -> QuerySet[CoursePage]:
    pages = CoursePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)
    if course is not None:
        pages = pages.filter(translation_key=course)
    return pages.select_related("skill").order_by("path")


def _newest_editions(courses: Iterable[UUID]) -> dict[UUID, Edition]:
    rows = CourseEdition.objects.filter(course__in=list(courses)).order_by("number")
    newest = dict(rows.values_list("course", "uuid"))
    found = {course: catalogue.edition(uuid) for course, uuid in newest.items()}
    return {course: edition for course, edition in found.items() if edition}


def _shown_lessons(lessons: list[UUID], request: HttpRequest) -> dict[UUID, tuple[str, UUID, int]]:
    """Address, version and minutes of each lesson that is on the site."""
    language = settings.LANGUAGE_CODE
    current = CurrentVersion.objects.filter(lesson__in=lessons, language=language)
    versions = {
        row[0]: row[1:]
        for row in current.values_list("lesson", "version__uuid", "version__minutes")
    }
    pages = LessonPage.objects.live().filter(
        translation_key__in=lessons, locale__language_code=language
    )
    return {
        page.translation_key: (page.get_url(request) or "", *versions[page.translation_key])
        for page in pages.defer("body")
        if page.translation_key in versions
    }


def _course(
    page: CoursePage, edition: Edition, shown: dict[UUID, tuple[str, UUID, int]]
) -> CourseOutline:
    entries = [entry for entry in edition.lessons if entry.lesson in shown]
    return CourseOutline(
        id=page.translation_key,
        slug=page.slug,
        title=page.title,
        skill=page.skill.title,
        edition=edition.uuid,
        modules=tuple(
            ModuleOutline(
                module, title, tuple(_lesson(entry, *shown[entry.lesson]) for entry in part)
            )
            for (module, title), part in groupby(entries, key=lambda e: (e.module, e.module_title))
        ),
    )


def _lesson(entry: EditionEntry, url: str, version: UUID, minutes: int) -> LessonOutline:
    return LessonOutline(entry.lesson, entry.title, url, version, minutes, entry.required)
