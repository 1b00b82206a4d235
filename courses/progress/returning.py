"""The way back into a lesson after an answer without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from courses.catalogue import queries as catalogue
from courses.catalogue.frozen import FrozenLesson
from courses.catalogue.pages import LessonPage

CATALOGUE = "/khoa-hoc/"
END = "het"


@dataclass(frozen=True, slots=True)
class WayBack:
    """Where a lesson goes on: the step she comes from, the one after it, and the lesson's words."""

    title: str
    lesson: str
    here: str
    onward: str
    pass_mark: int
    is_check: bool


def way_back(request: HttpRequest, *, version: UUID, item: UUID | None) -> WayBack | None:
    """The way back from an item of a version (or from the end); None for a version nobody knows."""
    frozen = catalogue.frozen_version(version)
    if frozen is None:
        return None
    address = _address(request, frozen)
    here, onward = _steps(frozen, item)
    return WayBack(
        title=frozen.title,
        lesson=address,
        here=f"{address}#{here}",
        onward=f"{address}#{onward}",
        pass_mark=frozen.pass_mark,
        is_check=frozen.use == "check",
    )


def _address(request: HttpRequest, frozen: FrozenLesson) -> str:
    """The lesson's page; the catalogue for a lesson that has left the site."""
    pages = LessonPage.objects.live().defer("body")
    language = frozen.language or settings.LANGUAGE_CODE
    page = pages.filter(translation_key=frozen.lesson, locale__language_code=language).first()
    return (page.get_url(request) if page else None) or CATALOGUE


def _steps(frozen: FrozenLesson, item: UUID | None) -> tuple[str, str]:
    """The anchors of this screen and of the next; screens are counted from 1."""
    steps = [str(step) for step in frozen.steps]
    if str(item) not in steps:
        return END, END
    place = steps.index(str(item)) + 1
    return f"b{place}", f"b{place + 1}" if place < len(steps) else END
