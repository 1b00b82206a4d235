"""The block of a conversation: what somebody says, what one may answer, and where that leads."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.uid import UidBlock
from courses.practice.branch.conversation import step_errors
from courses.practice.envelope import PracticeBlock, refuse_real

CHANNELS = [
    ("call", _("Phone call")),
    ("sms", _("Text message")),
    ("zalo", _("Zalo message")),
]
QUALITIES = [
    ("good", _("A good answer")),
    ("risky", _("A risky answer")),
    ("bad", _("A bad answer")),
]
ENDINGS = [("good", _("Ends well")), ("bad", _("Ends badly"))]
FEWEST_STEPS, MOST_STEPS = 2, 12
MOST_CHOICES = 4


class ReplyBlock(blocks.StructBlock):
    """One thing to answer, and what a person reads after it."""

    uid = UidBlock()
    label = blocks.CharBlock(label=_("What one says or does"), max_length=160)
    goto = blocks.CharBlock(label=_("Leads to (short name of a step)"), max_length=30)
    quality = blocks.ChoiceBlock(label=_("How good it is"), choices=QUALITIES, default="good")
    critical = blocks.BooleanBlock(
        label=_("Critical mistake (a code given away, money sent)"), required=False
    )
    feedback = blocks.TextBlock(label=_("What to say to it"), max_length=400, rows=2)

    def clean(self, value: Any) -> Any:
        """What costs dearly is never good nor merely risky."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        refuse_real({"label": cleaned["label"]})
        if cleaned["critical"] and cleaned["quality"] != "bad":
            message = _("A critical mistake is bad: change one of the two.")
            raise StructBlockValidationError({"quality": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "arrow-right"
        label = _("Answer")
        label_format = "{label}"


class TurnBlock(blocks.StructBlock):
    """One thing somebody says, with what one may answer; or the end."""

    uid = UidBlock()
    key = blocks.RegexBlock(
        label=_("Short name"),
        regex=r"^[a-z0-9-]{1,30}$",
        error_messages={"invalid": _("Small letters without marks, digits and dashes only.")},
        help_text=_("Answers name it; nobody else sees it."),
    )
    who = blocks.CharBlock(label=_("Who speaks"), max_length=60)
    say = blocks.TextBlock(label=_("What is said, or what happened"), max_length=400, rows=2)
    image = ImageChooserBlock(label=_("Picture"), required=False)
    alt = blocks.CharBlock(label=_("What the picture shows"), required=False, max_length=250)
    choices = blocks.ListBlock(
        ReplyBlock(), label=_("Answers (none at an end)"), default=[], max_num=MOST_CHOICES
    )
    ending = blocks.ChoiceBlock(label=_("The end?"), choices=ENDINGS, required=False)

    def clean(self, value: Any) -> Any:
        """A picture needs its description."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        refuse_real({"say": cleaned["say"]})
        if cleaned["image"] and not cleaned["alt"].strip():
            message = _("Say what the picture shows.")
            raise StructBlockValidationError({"alt": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "comment"
        label = _("Step")
        label_format = "{key}: {say}"


class BranchBlock(PracticeBlock):
    """A conversation that goes where one's answers lead it; the first step begins it."""

    channel = blocks.ChoiceBlock(label=_("Where it comes from"), choices=CHANNELS, default="call")
    steps = blocks.ListBlock(
        TurnBlock(), label=_("Steps"), min_num=FEWEST_STEPS, max_num=MOST_STEPS
    )

    def clean(self, value: Any) -> Any:
        """Every step can be come to, leads on to an end, and good answers end well."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        errors = step_errors(cleaned["steps"])
        if errors:
            raise StructBlockValidationError({"steps": errors})
        return cleaned

    class Meta:
        icon = "comment"
        label = _("Conversation")
        label_format = "{goal}"
        template = "courses/catalogue/branch.html"
        script = "js/branch.js"
        style = "css/practice.css"
