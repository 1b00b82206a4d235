"""What an editor writes of a paired test: its objectives, and questions that each ask for one of them."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.uid import UidBlock
from courses.questions.blocks import QuestionBlock

MOST_OBJECTIVES = 6
NUMBERS = re.compile(r"\s*\d{1,2}(\s*,\s*\d{1,2})*\s*")
NUMBERED = [
    (str(number), _("Objective %(number)s") % {"number": number})
    for number in range(1, MOST_OBJECTIVES + 1)
]


def _whole_numbers(text: str) -> None:
    if not NUMBERS.fullmatch(text):
        raise ValidationError(_("Write the numbers of the questions with commas: 1, 2."))


class ObjectiveBlock(blocks.StructBlock):
    """One thing a person can do after the course, and the questions of the check that ask for it."""

    uid = UidBlock()
    title = blocks.CharBlock(label=_("What a person can do"), max_length=120)
    check_questions = blocks.CharBlock(
        label=_("Questions of the check about it"),
        help_text=_(
            "Their numbers with commas, for example 1, 2. A reserve question stands in for them."
        ),
        required=False,
        max_length=40,
        validators=[_whole_numbers],
    )

    class Meta:
        icon = "tick"
        label = _("Objective")
        label_format = "{title}"


class FormItemBlock(blocks.StructBlock):
    """One question of a form and the objective it asks for."""

    objective = blocks.ChoiceBlock(label=_("Asks for"), choices=NUMBERED, default="1")
    question = QuestionBlock()

    class Meta:
        icon = "help"
        label = _("Question")
        label_format = "{objective} – {question}"


class ObjectivesBody(blocks.StreamBlock):
    """The objectives, in the order in which figures name them."""

    objective = ObjectiveBlock()


class FormBody(blocks.StreamBlock):
    """The questions of one form, in the order asked."""

    item = FormItemBlock()
