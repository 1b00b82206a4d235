"""The check as it was held: a version of its own where questions were replaced or taken out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from courses.catalogue import freezing
from courses.catalogue.lineage import HELD, HELD_ENDING, VersionChange
from courses.catalogue.models import AnswerKey, LessonVersion
from courses.catalogue.pages import CoursePage
from courses.sittings.items import Question, check_version
from courses.sittings.models import Sitting


def held_version(
    sitting: Sitting, questions: Sequence[Question], *, now: dt.datetime
) -> LessonVersion:
    """The version of the check that asks exactly these questions; part of the caller's transaction.

    Facts name it, so the fold marks what was asked, at the pass mark of the check. The check's own
    version where nothing changed; otherwise one is frozen, once for the same questions. No current
    version names it: the site goes on showing the check as it is.
    """
    check = check_version(sitting)
    if [question.item for question in questions] == _items_of(check):
        return check
    CoursePage.objects.select_for_update().get(translation_key=sitting.cohort.course)
    digest = freezing.digest([(question.version, question.item) for question in questions])
    held = LessonVersion.objects.filter(
        lesson=check.lesson, language=f"{check.language}{HELD_ENDING}"
    )
    return held.filter(digest=digest).first() or _frozen(
        check, questions, digest, number=held.count() + 1, now=now
    )


def _frozen(
    check: LessonVersion,
    questions: Sequence[Question],
    digest: str,
    *,
    number: int,
    now: dt.datetime,
) -> LessonVersion:
    items = [question.item for question in questions]
    sources = {row.uuid: row for row in _sources(questions)}
    version = LessonVersion.objects.create(
        lesson=check.lesson,
        language=f"{check.language}{HELD_ENDING}",
        number=number,
        title=check.title,
        use=check.use,
        pass_mark=check.pass_mark,
        minutes=check.minutes,
        framework=check.framework,
        body=_parts(sources, questions, "body"),
        items=_parts(sources, questions, "items"),
        steps=[str(item) for item in items],
        digest=digest,
        frozen_at=now,
    )
    VersionChange.objects.create(
        version=version, previous=check, kind=HELD, is_chosen=False, at=now
    )
    keys = AnswerKey.objects.filter(version__in=sources.values(), item__in=items)
    AnswerKey.objects.bulk_create(
        AnswerKey(version=version, item=key.item, key=key.key, feedback=key.feedback)
        for key in keys
    )
    return version


def _sources(questions: Sequence[Question]) -> list[LessonVersion]:
    wanted = {question.version for question in questions}
    return list(LessonVersion.objects.filter(uuid__in=wanted))


def _parts(
    sources: dict[UUID, LessonVersion], questions: Sequence[Question], field: str
) -> list[dict[str, Any]]:
    """The public item, or the block of the body, of each question."""
    found = []
    for question in questions:
        rows = getattr(sources[question.version], field)
        found += [row for row in rows if _uid(row) == str(question.item)]
    return found


def _uid(row: dict[str, Any]) -> str:
    value = row.get("value", row)
    return str(value.get("uid") or value.get("id")) if isinstance(value, dict) else ""


def _items_of(version: LessonVersion) -> list[UUID]:
    return [UUID(item["id"]) for item in version.items]
