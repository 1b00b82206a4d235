"""Freezes the forms of a paired test: a lesson version with its keys, and the release that names its aims."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from courses.catalogue import freezing
from courses.catalogue import queries as catalogue
from courses.catalogue.models import AnswerKey, LessonVersion
from courses.sittings.identities import raw_of
from courses.sittings.models import FormRelease
from courses.sittings.offers import check_of
from courses.sittings.rules import FORM_A, FORM_B, RESERVE

if TYPE_CHECKING:
    from courses.sittings.pairedtest import PairedTest

USE = "form"
MINUTES = 10
FIELDS = {FORM_A: "form_a", FORM_B: "form_b", RESERVE: "reserve"}
Raw = dict[str, Any]


def release(*, test: PairedTest, now: dt.datetime) -> None:
    """Freeze every form that says something new; part of the caller's transaction.

    Items are frozen as those of a check, so nothing that marks or shows them says what is right. No
    current version names a form: neither a page nor the API ever shows it. Raises ValidationError for
    a test that is not whole.
    """
    test.check_whole()
    objectives = [
        {"id": each["value"]["uid"], "title": each["value"]["title"]}
        for each in raw_of(test, "objectives")
    ]
    for letter, name in FIELDS.items():
        items = raw_of(test, name)
        if items:
            _release_form(test, letter, items, objectives, now=now)


def _release_form(
    test: PairedTest, letter: str, items: list[Raw], objectives: list[Raw], *, now: dt.datetime
) -> None:
    said: dict[str, Any] = {
        "objectives": objectives,
        "aims": _aims(items, objectives),
        "stands_for": _stands_for(test) if letter == RESERVE else {},
    }
    course = test.course.translation_key
    body = freezing.freeze_body(_questions(items), use="check")
    digest = freezing.digest(said, body.items, freezing.secrets_as_json(body.secrets))
    newest = FormRelease.objects.filter(course=course, letter=letter).order_by("-pk").first()
    if newest is not None and newest.version.digest == digest:
        return
    version = _version(test, letter, body, digest, now=now)
    FormRelease.objects.create(
        version=version, course=course, letter=letter, released_at=now, **said
    )


def _version(
    test: PairedTest, letter: str, body: freezing.FrozenBody, digest: str, *, now: dt.datetime
) -> LessonVersion:
    lesson = uuid5(test.uuid, letter)
    version = LessonVersion.objects.create(
        lesson=lesson,
        language=test.course.locale.language_code,
        number=LessonVersion.objects.filter(lesson=lesson).count() + 1,
        title=f"{test.course.title} – {letter}",
        use=USE,
        pass_mark=100,
        minutes=MINUTES,
        framework=[],
        body=body.body,
        items=body.items,
        steps=body.steps,
        digest=digest,
        revision=test.live_revision_id,
        frozen_at=now,
    )
    AnswerKey.objects.bulk_create(
        AnswerKey(version=version, item=half.item, key=half.key, feedback=half.feedback)
        for half in body.secrets
    )
    return version


def _questions(items: list[Raw]) -> list[Raw]:
    """The questions as blocks of a lesson."""
    return [
        {"type": "question", "id": item["id"], "value": item["value"]["question"]} for item in items
    ]


def _aims(items: list[Raw], objectives: list[Raw]) -> dict[str, str]:
    return {
        item["value"]["question"]["uid"]: objectives[int(item["value"]["objective"]) - 1]["id"]
        for item in items
    }


def _stands_for(test: PairedTest) -> dict[str, str]:
    """The objective of each question of the course's check, by the numbers the editor wrote."""
    check = check_of(test.course.translation_key)
    frozen = catalogue.frozen_version(check.uuid) if check else None
    items: list[UUID] = [item.id for item in frozen.items] if frozen else []
    found: dict[str, str] = {}
    for each in raw_of(test, "objectives"):
        for number in re.findall(r"\d+", each["value"]["check_questions"] or ""):
            if 1 <= int(number) <= len(items):
                found[str(items[int(number) - 1])] = each["value"]["uid"]
    return found
