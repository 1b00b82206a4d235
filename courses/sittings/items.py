"""What a paper asks: the questions of its form, or those of a check with replacements in their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from courses.catalogue import queries as catalogue
from courses.catalogue.models import LessonVersion
from courses.progress.grading import Sheet, mark_answer, paper
from courses.questions.asking import ASKABLE
from courses.questions.marking import BadAnswer
from courses.sittings.models import FormRelease, ItemAct, Sitting, SittingPaper
from courses.sittings.refusals import SittingRefused
from courses.sittings.rules import FORM_A, WITHDRAWN, asked_items


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is asked: its public half, and the version whose key marks it."""

    item: UUID
    kind: str
    shown: Mapping[str, Any]
    version: UUID


def can_be_held(version: UUID) -> bool:
    """Whether every question of a check can be asked one a page, without scripts."""
    frozen = catalogue.frozen_version(version)
    return frozen is not None and all(item.kind in ASKABLE for item in frozen.items)


def questions_of(paper: SittingPaper) -> tuple[Question, ...]:
    """The questions of a paper in the order asked."""
    sitting = paper.sitting
    return asked_in(sitting) if sitting.is_check else form_questions(form_of(paper))


def asked_in(sitting: Sitting) -> tuple[Question, ...]:
    """What a supervised check asks now, for whoever has not handed in. One query beside the versions."""
    pool = pool_of(sitting)
    order = [question.item for question in _version_questions(check_version(sitting))]
    return tuple(pool[item] for item in asked_items(order, withdrawn_in(sitting)) if item in pool)


def pool_of(sitting: Sitting) -> dict[UUID, Question]:
    """Every question the check may ask: its own and those in reserve, by item."""
    own = _version_questions(check_version(sitting))
    spare = form_questions(sitting.reserve) if sitting.reserve else ()
    return {question.item: question for question in (*spare, *own) if question.kind in ASKABLE}


def withdrawn_in(sitting: Sitting) -> dict[UUID, UUID | None]:
    """What was taken out of a check, and what stands in for it."""
    acts = ItemAct.objects.filter(sitting=sitting, kind=WITHDRAWN)
    return dict(acts.values_list("item", "replacement"))


def form_of(paper: SittingPaper) -> FormRelease:
    """The form somebody was given before or after the course."""
    form = paper.sitting.form_a if paper.letter == FORM_A else paper.sitting.form_b
    if form is None:
        raise SittingRefused("no_forms")
    return form


def form_questions(form: FormRelease) -> tuple[Question, ...]:
    """The questions of one form."""
    return _version_questions(form.version)


def check_version(sitting: Sitting) -> LessonVersion:
    """The version of the check that is held."""
    if sitting.check_version is None:
        raise SittingRefused("no_check")
    return sitting.check_version


def mark(question: Question, answer: object) -> int:
    """The score of an answer from 0 to 100, by the server's key. Refusal: no_answer."""
    sheet: Sheet = paper(question.version).sheets[question.item]
    try:
        return mark_answer(sheet, answer).score
    except BadAnswer:
        raise SittingRefused("no_answer") from None


def _version_questions(version: LessonVersion) -> tuple[Question, ...]:
    frozen = catalogue.frozen_version(version.uuid)
    items = frozen.items if frozen else ()
    return tuple(Question(item.id, item.kind, item.shown, version.uuid) for item in items)
