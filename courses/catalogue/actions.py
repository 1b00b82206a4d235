"""Writes what was published: lesson versions with their keys, and course editions."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.media import recordings
from cms.publishing.problems import problems_of
from cms.publishing.refusals import PublishRefused
from courses.catalogue import changes, contents, freezing
from courses.catalogue.models import (
    AnswerKey,
    CourseEdition,
    CurrentVersion,
    EditionLesson,
    LessonVersion,
)

if TYPE_CHECKING:
    from courses.catalogue.pages import CoursePage, LessonPage

logger = logging.getLogger(__name__)


def follow_lesson(*, page: LessonPage, now: dt.datetime) -> None:
    """Bring versions and editions to what the lesson's row now says; part of the caller's transaction.

    A live row is frozen; any other row takes the lesson off the site. Raises PublishRefused, and then the
    transaction leaves the page as it was.
    """
    if page.live:
        freeze_lesson(page=page, now=now)
    else:
        withdraw_lesson(lesson=page.translation_key, language=page.language)
    keep_edition(course=page.course, now=now)


@transaction.atomic
def freeze_lesson(*, page: LessonPage, now: dt.datetime) -> LessonVersion:
    """Store what the lesson says as a version with its keys; the same words make no second version."""
    _refuse_unfinished(page)
    try:
        version = _frozen(page, now)
    except Exception as error:
        # whatever goes wrong here must reach the editor as a sentence and leave the old page live
        logger.exception("lesson_not_frozen", extra={"lesson": str(page.translation_key)})
        raise _refusal(page, _("something in it could not be stored")) from error
    CurrentVersion.objects.update_or_create(
        lesson=version.lesson, language=version.language, defaults={"version": version}
    )
    return version


def withdraw_lesson(*, lesson: UUID, language: str) -> None:
    """Take a lesson off the site; its versions stay, because facts name them."""
    CurrentVersion.objects.filter(lesson=lesson, language=language).delete()


@transaction.atomic
def keep_edition(*, course: CoursePage, now: dt.datetime) -> CourseEdition | None:
    """Make a new edition if the ordered list of live lessons is another than the newest edition's.

    A course that is not on the site keeps its newest edition. Safe to call any number of times.
    """
    if not course.live:
        return None
    type(course).objects.select_for_update().get(pk=course.pk)
    lessons = _lessons_of(course)
    newest = CourseEdition.objects.filter(course=course.translation_key).order_by("-number").first()
    if _list_of(lessons) == (_list_of(list(newest.lessons.all())) if newest else []):
        return newest
    edition = CourseEdition.objects.create(
        course=course.translation_key,
        number=newest.number + 1 if newest else 1,
        title=course.title,
        made_at=now,
    )
    for lesson in lessons:
        lesson.edition = edition
    EditionLesson.objects.bulk_create(lessons)
    return edition


def _refuse_unfinished(page: LessonPage) -> None:
    """A draft may be saved with gaps, and a schedule or bulk publish looks at no form."""
    try:
        page.check_whole()
    except ValidationError as error:
        first = problems_of(error, file=page.title, where="body")[0]
        raise _refusal(page, f"{first.field}: {first.sentence}") from error


def _refusal(page: LessonPage, reason: str) -> PublishRefused:
    sentence = _("“%(title)s” was not published, the site is unchanged: %(reason)s")
    return PublishRefused(sentence % {"title": page.title, "reason": reason}, page=page.pk)


def _frozen(page: LessonPage, now: dt.datetime) -> LessonVersion:
    said = contents.said_by(page)
    newest = contents.newest_version(page)
    if newest and newest.digest == said.digest:
        return newest
    version = LessonVersion.objects.create(
        lesson=page.translation_key,
        language=page.language,
        number=newest.number + 1 if newest else 1,
        digest=said.digest,
        page=page,
        revision=page.live_revision_id,
        frozen_at=now,
        **said.fields,
    )
    AnswerKey.objects.bulk_create(
        AnswerKey(version=version, item=half.item, key=half.key, feedback=half.feedback)
        for half in said.secrets
    )
    recordings.cite(freezing.recordings_in(version.body), now=now)
    if newest:
        changes.record_change(page=page, version=version, previous=newest, said=said, now=now)
    return version


def _lessons_of(course: CoursePage) -> list[EditionLesson]:
    found = [(part.module, lesson) for part in course.outline() for lesson in part.lessons]
    return [
        EditionLesson(
            lesson=lesson.translation_key,
            position=position,
            required=lesson.is_required,
            module=module.translation_key,
            module_title=module.title,
            title=lesson.title,
        )
        for position, (module, lesson) in enumerate(found, start=1)
    ]


def _list_of(lessons: list[EditionLesson]) -> list[tuple[UUID, bool, UUID]]:
    return [(each.lesson, each.required, each.module) for each in lessons]
