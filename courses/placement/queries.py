"""Reading placement: where a run is, and the first lesson in each course that its results name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from courses.catalogue import queries as catalogue
from courses.catalogue.body import CHECK
from courses.catalogue.models import SkillArea
from courses.catalogue.outlines import CourseOutline, LessonOutline
from courses.placement import rules
from courses.placement.models import PlacementAnswer, PlacementRun
from courses.placement.pools import Shelf, shelf
from courses.placement.rules import Answered
from courses.questions.kinds import Json
from identity.accounts.queries import accounts_of

if TYPE_CHECKING:
    from identity.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Asked:
    """The question being asked: its public JSON, its number, and how many there may be."""

    item: Json
    number: int
    most: int


@dataclass(frozen=True, slots=True)
class Start:
    """Where to start in one course; `is_known` when only the last check is left."""

    course: CourseOutline
    lesson: LessonOutline
    is_known: bool
    is_inferred: bool


@dataclass(frozen=True, slots=True)
class Recalled:
    """A question she was asked, what is good to know about it, and whether she knew it."""

    text: str
    said: str
    is_right: bool


def answered(run: PlacementRun) -> list[Answered]:
    """The answers of a run in the order given."""
    rows = PlacementAnswer.objects.filter(run=run).order_by("place")
    return [Answered(item, is_right) for item, is_right in rows.values_list("item", "is_right")]


def asked_now(run: PlacementRun) -> Asked | None:
    """The question that waits for an answer, None when the run has ended."""
    if run.finished_at is not None:
        return None
    kept, answers = shelf(run.pool_id), answered(run)
    item = rules.next_item(kept.pool, run.seed, answers)
    if item is None:
        return None
    most = kept.pool.rule.most_items
    return Asked(item=kept.items[item.id], number=len(answers) + 1, most=most)


def newest_run(person: Person) -> PlacementRun | None:
    """The run she began last, under whichever of her accounts; open or finished."""
    return _hers(person).first()


def newest_finished(person: Person) -> PlacementRun | None:
    """The run whose results count: the last one she finished."""
    return _hers(person).filter(finished_at__isnull=False).first()


def run_of(person: Person, uuid: UUID) -> PlacementRun | None:
    """A run of hers by its name."""
    return _hers(person).filter(uuid=uuid).first()


def visitors_run(uuid: UUID) -> PlacementRun | None:
    """A run that is nobody's yet."""
    return PlacementRun.objects.filter(uuid=uuid, person=None).first()


def starts_of(run: PlacementRun, outlines: Iterable[CourseOutline]) -> list[Start]:
    """Where to start in each course on the site; a course in the making is left out."""
    kept, found = shelf(run.pool_id), list(run.results.all())
    inferred = {each.skill for each in found if each.is_inferred}
    first = rules.starts(kept.pool, {each.skill for each in found if each.has_it})
    titles = dict(SkillArea.objects.values_list("title", "code"))
    lines = [
        _start(outline, first.get(titles.get(outline.skill, "")), kept, inferred)
        for outline in outlines
        if titles.get(outline.skill) in first
    ]
    return [line for line in lines if line is not None]


def recalled(run: PlacementRun) -> list[Recalled]:
    """The questions of a finished run with what is good to know: an ending that teaches."""
    kept = shelf(run.pool_id)
    return [
        Recalled(
            text=kept.items[row.item]["text"],
            said=kept.keys[row.item]["said"],
            is_right=row.is_right,
        )
        for row in run.answers.all()
    ]


def _hers(person: Person) -> QuerySet[PlacementRun]:
    runs = PlacementRun.objects.filter(person__in=accounts_of(person.pk))
    return runs.select_related("person", "cohort__programme__commune").order_by("-started_at")


def _start(
    course: CourseOutline, skill: str | None, kept: Shelf, inferred: Collection[str]
) -> Start | None:
    """The first lesson of the part that teaches the skill; with all skills, the last check."""
    if skill is None:
        last = _last_check(course)
        return Start(course, last, is_known=True, is_inferred=False) if last else None
    lesson = _first_lesson(course, UUID(kept.skills[skill]["module"]))
    is_inferred = skill in inferred
    return Start(course, lesson, is_known=False, is_inferred=is_inferred) if lesson else None


def _first_lesson(course: CourseOutline, module: UUID) -> LessonOutline | None:
    """Of that part; of the course where the part is not on the site."""
    lessons = [each for part in course.modules if part.id == module for each in part.lessons]
    every = lessons or [each for part in course.modules for each in part.lessons]
    return every[0] if every else None


def _last_check(course: CourseOutline) -> LessonOutline | None:
    """The check at the end of a course, or its last lesson where it has none."""
    lessons = [each for part in course.modules for each in part.lessons]
    versions = {each.id: catalogue.frozen_version(each.version) for each in lessons}
    checks = [each for each in lessons if (v := versions[each.id]) and v.use == CHECK]
    return (checks or lessons)[-1] if lessons else None
