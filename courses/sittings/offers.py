"""What a course has to be held in class: its check on the site, and the newest release of each form."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from courses.catalogue import queries as catalogue
from courses.catalogue.models import CurrentVersion, LessonVersion
from courses.sittings.models import FormRelease


def check_of(course: UUID) -> LessonVersion | None:
    """The version of the course's check that the site shows now; None for a course without one."""
    edition = catalogue.current_edition(course)
    if edition is None:
        return None
    current = CurrentVersion.objects.select_related("version").filter(
        lesson__in=[entry.lesson for entry in edition.lessons],
        language=settings.LANGUAGE_CODE,
        version__use="check",
    )
    found = current.order_by("pk").first()
    return found.version if found else None


def newest_release(course: UUID, letter: str) -> FormRelease | None:
    """What a form of the course said when it was published last."""
    releases = FormRelease.objects.filter(course=course, letter=letter)
    return releases.select_related("version").order_by("-pk").first()
