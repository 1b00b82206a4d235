"""`GET courses` and `GET lessons`: what is taught, open to everybody and without any answer key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from courses.catalogue import queries as catalogue
from courses.catalogue.outlines import CourseOutline, outlines
from identity.paging.pages import Page, cut

router = Router(tags=["courses"])


class LessonLine(Schema):
    """One lesson in a course."""

    id: UUID
    title: str
    url: str
    version: UUID
    minutes: int
    required: bool


class ModuleLine(Schema):
    """One part of a course."""

    id: UUID
    title: str
    lessons: list[LessonLine]


class CourseOut(Schema):
    """One course: its newest edition, in order."""

    id: UUID
    slug: str
    title: str
    skill: str
    edition: UUID
    modules: list[ModuleLine]


class LessonOut(Schema):
    """The version of a lesson that the site shows now; `items` carry no key of any kind."""

    id: UUID
    version: UUID
    title: str
    use: str
    items: list[dict[str, Any]]


@router.get("courses", response=list[CourseOut], summary="The courses on the site")
def list_courses(
    request: HttpRequest, response: HttpResponse, page: Query[Page]
) -> Sequence[CourseOutline]:
    """In the order editors gave them."""
    return cut(
        outlines(request), page, key=lambda course: course.id, request=request, response=response
    )


@router.get("courses/{uuid:course}", response=CourseOut, summary="One course")
def read_course(request: HttpRequest, course: UUID) -> CourseOutline:
    """404 for a course that is not on the site."""
    found = outlines(request, course=course)
    if not found:
        raise Http404
    return found[0]


@router.get(
    "lessons/{uuid:lesson}", response=LessonOut, summary="One lesson, its items without keys"
)
def read_lesson(request: HttpRequest, lesson: UUID) -> LessonOut:
    """404 for a lesson that is not on the site."""
    version = catalogue.current_version(lesson)
    frozen = catalogue.frozen_version(version) if version else None
    if frozen is None:
        raise Http404
    return LessonOut(
        id=frozen.lesson,
        version=frozen.version,
        title=frozen.title,
        use=frozen.use,
        items=catalogue.public_items(frozen.version),
    )
