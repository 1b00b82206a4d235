"""Items that editors took back: who asks for them, and how a lesson does without them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cms.pages.actions import bump_site_revision
from courses.catalogue import actions as catalogue
from courses.catalogue.models import CurrentVersion
from courses.catalogue.pages import LessonPage


@transaction.atomic
def freeze_again(*, lesson: UUID, now: datetime) -> None:
    """Freeze the live pages of a lesson as they stand now, and make their cached pages too old."""
    for page in LessonPage.objects.live().filter(translation_key=lesson):
        catalogue.freeze_lesson(page=page, now=now)
    bump_site_revision()


def is_last_of_check(lesson: UUID, item: UUID) -> bool:
    """Whether a check on the site would be left without any question."""
    live = CurrentVersion.objects.filter(lesson=lesson, version__use="check")
    asked = live.values_list("version__items", flat=True)
    return any([each["id"] for each in items] == [str(item)] for items in asked)
