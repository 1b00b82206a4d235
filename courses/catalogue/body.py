"""The body of a lesson: which blocks it may hold, and what a lesson of each use asks of it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.prose import CalloutBlock, PictureBlock, StepsBlock, TextBlock
from courses.catalogue.coding import coded
from courses.practice.app_screen.blocks import AppScreenBlock
from courses.practice.branch.blocks import BranchBlock
from courses.practice.compose.blocks import ComposeBlock
from courses.practice.form_sim.blocks import FormSimBlock
from courses.practice.hotspot.blocks import HotspotBlock
from courses.practice.spot.blocks import SpotBlock
from courses.questions.arranging.blocks import MatchBlock, OrderBlock
from courses.questions.blocks import QuestionBlock
from courses.questions.pictures.blocks import PictureQuestionBlock
from courses.questions.writing.blocks import NumberBlock, ShortTextBlock

PRACTICE = "practice"
CHECK = "check"
USES = [(PRACTICE, _("Lesson with practice")), (CHECK, _("Check at the end of a course"))]
CHECK_QUESTIONS = 8
QUESTION_TYPES = frozenset(["question", "picture_choice", "match", "order", "short_text", "number"])
PRACTICE_TYPES = frozenset(["spot", "branch", "app_screen", "form_sim", "hotspot", "compose"])
ITEM_TYPES = QUESTION_TYPES | PRACTICE_TYPES
SCREEN_STARTERS = ITEM_TYPES | {"text", "steps"}
CHECK_TYPES = QUESTION_TYPES | {"text", "picture", "callout"}


class LessonBody(blocks.StreamBlock):
    """The blocks of a lesson, one screen after another."""

    text = TextBlock()
    picture = PictureBlock()
    steps = StepsBlock()
    callout = CalloutBlock()
    question = coded(QuestionBlock)
    picture_choice = coded(PictureQuestionBlock)
    match = coded(MatchBlock)
    order = coded(OrderBlock)
    short_text = coded(ShortTextBlock)
    number = coded(NumberBlock)
    spot = coded(SpotBlock)
    branch = coded(BranchBlock)
    app_screen = coded(AppScreenBlock)
    form_sim = coded(FormSimBlock)
    hotspot = coded(HotspotBlock)
    compose = coded(ComposeBlock)


def check_body_fits_use(body: Any, *, use: str) -> None:
    """Refuse a body that its use cannot carry; the error stands at the field.

    A check is an introduction and exactly eight questions, because its score is read as a mark.
    A lesson must begin with words, so that every screen has a first block.
    """
    kinds = [block.block_type for block in body]
    if not kinds or kinds[0] not in SCREEN_STARTERS:
        raise ValidationError({"body": _("Begin with a text, steps, a question or a practice.")})
    if use != CHECK:
        return
    if set(kinds) - CHECK_TYPES:
        raise ValidationError({"body": _("A check holds only an introduction and questions.")})
    found = sum(kind in QUESTION_TYPES for kind in kinds)
    if found != CHECK_QUESTIONS:
        sentence = _("A check has exactly %(wanted)s questions; this one has %(found)s.")
        numbers = {"wanted": CHECK_QUESTIONS, "found": found}
        raise ValidationError({"body": sentence % numbers})
