"""The block in which an editor writes a question, with what is right and what to say to each choice."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.audio import recorded
from cms.blocks.uid import UidBlock

KINDS = [
    ("single", _("One right choice")),
    ("multiple", _("Several right choices")),
    ("true_false", _("True or false")),
]
FEWEST_CHOICES = 2
MOST_CHOICES = 6
Errors = dict[str, ValidationError]


class ChoiceBlock(blocks.StructBlock):
    """One choice, whether it is right, and what a person reads after picking it."""

    uid = UidBlock()
    text = blocks.CharBlock(label=_("Choice"), max_length=200)
    correct = blocks.BooleanBlock(label=_("This is right"), required=False)
    feedback = blocks.TextBlock(label=_("What to say to it"), max_length=400, rows=2)

    class Meta:
        icon = "radio-empty"
        label = _("Choice")
        label_format = "{text}"


class QuestionBlock(blocks.StructBlock):
    """One question: choices with feedback, or a sentence that is true or false."""

    uid = UidBlock()
    kind = blocks.ChoiceBlock(label=_("Kind of question"), choices=KINDS, default="single")
    text = blocks.TextBlock(label=_("Question"), max_length=400, rows=2)
    choices = blocks.ListBlock(
        ChoiceBlock(), label=_("Choices (not for true or false)"), default=[], max_num=MOST_CHOICES
    )
    answer = blocks.ChoiceBlock(
        label=_("The sentence is (true or false only)"),
        choices=[("true", _("True")), ("false", _("False"))],
        required=False,
    )
    feedback_true = blocks.TextBlock(
        label=_("What to say to “true”"), required=False, max_length=400, rows=2
    )
    feedback_false = blocks.TextBlock(
        label=_("What to say to “false”"), required=False, max_length=400, rows=2
    )
    explanation = blocks.TextBlock(label=_("Explanation"), required=False, max_length=600, rows=2)
    audio = recorded()

    def clean(self, value: Any) -> Any:
        """Every question can be answered, and every answer is answered in turn."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        errors = (
            _true_false_errors(cleaned)
            if cleaned["kind"] == "true_false"
            else _choice_errors(cleaned)
        )
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned

    class Meta:
        icon = "help"
        label = _("Question")
        label_format = "{text}"
        template = "courses/catalogue/question.html"


def _true_false_errors(value: Any) -> Errors:
    errors: Errors = {}
    if value["answer"] not in {"true", "false"}:
        errors["answer"] = ValidationError(_("Say whether the sentence is true or false."))
    for field in ("feedback_true", "feedback_false"):
        if not value[field].strip():
            errors[field] = ValidationError(_("Write what a person reads after this answer."))
    if len(value["choices"]):
        message = _("A true or false question has no choices: take them out or change the kind.")
        errors["choices"] = ListBlockValidationError(non_block_errors=[message])
    return errors


def _choice_errors(value: Any) -> Errors:
    choices = value["choices"]
    right = sum(1 for choice in choices if choice["correct"])
    message = None
    if len(choices) < FEWEST_CHOICES:
        message = _("Give at least two choices.")
    elif value["kind"] == "single" and right != 1:
        message = _("Mark exactly one choice as right.")
    elif right == 0:
        message = _("Mark at least one choice as right.")
    return {"choices": ListBlockValidationError(non_block_errors=[message])} if message else {}
