"""Paired tests from content files: `truoc-sau.yaml` beside a course, never over what an editor did later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.blocks.files import Raw
from cms.publishing.files import ContentRefused, Source, digest, read
from cms.publishing.imports import Outcome
from cms.publishing.problems import problems_of
from courses.catalogue.pages import CoursePage
from courses.questions.files import read_question
from courses.sittings.models import ImportedTest
from courses.sittings.pairedtest import PairedTest

FILE = "truoc-sau.yaml"
Step = tuple[str, Outcome]


def import_tests(*, root: Path, now: dt.datetime) -> Iterator[Step]:
    """Make or rewrite the paired test of every course that has a file; yields each file and what was done."""
    for path in sorted((root / "courses").glob(f"*/{FILE}")):
        source = read(path, root=root)
        yield source.file, _import_test(source, now=now)


def _import_test(source: Source, *, now: dt.datetime) -> Outcome:
    """Written again only while its newest revision is the one an import wrote; what was deleted stays so."""
    source.allow("course", "objectives", "form_a", "form_b", "reserve")
    bodies = _bodies(source)
    wanted = digest(bodies)
    row = ImportedTest.objects.filter(file=source.file).select_related("test").first()
    if row is not None and row.digest == wanted:
        return Outcome.UNCHANGED
    if row is not None and (row.test is None or row.revision != row.test.latest_revision_id):
        return Outcome.KEPT
    test = row.test if row and row.test else PairedTest(course=_course(source), live=False)
    _write(test, source, bodies, is_live=row is None or test.live)
    ImportedTest.objects.update_or_create(
        file=source.file,
        defaults={
            "test": test,
            "digest": wanted,
            "revision": test.latest_revision_id,
            "imported_at": now,
        },
    )
    return Outcome.CHANGED if row else Outcome.MADE


def _write(
    test: PairedTest, source: Source, bodies: Mapping[str, list[Raw]], *, is_live: bool
) -> None:
    for name, raw in bodies.items():
        field: Any = test._meta.get_field(name)
        setattr(test, name, field.stream_block.to_python(raw))
    try:
        test.full_clean()
        test.check_whole()
    except ValidationError as wrong:
        raise ContentRefused(problems_of(wrong, file=source.file)) from wrong
    if test.pk is None:
        test.save()
    revision = test.save_revision()
    if is_live:
        revision.publish()
    test.refresh_from_db()


def _course(source: Source) -> CoursePage:
    course = CoursePage.objects.filter(translation_key=source.uuid("course")).first()
    if course is None:
        raise source.refuse("course", _("there is no course of this id"))
    return course


def _bodies(source: Source) -> dict[str, list[Raw]]:
    objectives = source.maps("objectives")
    numbers = {each.uuid(): str(number) for number, each in enumerate(objectives, start=1)}
    forms = {
        name: [_item(entry, numbers) for entry in source.maps(name, required=name != "reserve")]
        for name in ("form_a", "form_b", "reserve")
    }
    return {"objectives": [_objective(each) for each in objectives]} | forms


def _objective(entry: Source) -> Raw:
    entry.allow("id", "title", "check_questions")
    value = {
        "uid": entry.uuid(),
        "title": entry.text("title"),
        "check_questions": entry.text("check_questions", ""),
    }
    return {"type": "objective", "id": value["uid"], "value": value}


def _item(entry: Source, numbers: Mapping[str, str]) -> Raw:
    """`{objective: id, question: {…}}`; the question as in a lesson."""
    entry.allow("objective", "question")
    objective = numbers.get(entry.uuid("objective"))
    if objective is None:
        raise entry.refuse("objective", _("there is no objective of this id"))
    written = entry.entry.get("question")
    if not isinstance(written, dict):
        raise entry.refuse("question", _("fields with values are needed"))
    question = read_question(Source(entry.file, f"{entry.where}.question", written), {})
    return {
        "type": "item",
        "id": question["uid"],
        "value": {"objective": objective, "question": question},
    }
