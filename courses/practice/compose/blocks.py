"""The block of a letter to write: whom to, from ready sentences or freely, and what it must hold."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.uid import UidBlock
from courses.practice.compose.drafting import letter_errors
from courses.practice.envelope import PracticeBlock, refuse_real

CHANNELS = [
    ("email", _("E-mail")),
    ("sms", _("Text message")),
    ("zalo", _("Zalo message")),
]
WRITINGS = [("bank", _("From ready sentences")), ("free", _("In one's own words"))]
PURPOSES = [
    ("subject", _("Subject")),
    ("greeting", _("Greeting")),
    ("asked", _("What it asks for")),
    ("closing", _("Closing words")),
]
MOST_PICKS, MOST_PARTS, MOST_WORDS, MOST_SECRETS = 4, 6, 8, 4


class PickBlock(blocks.StructBlock):
    """One thing to pick, and what a person reads after it."""

    uid = UidBlock()
    label = blocks.CharBlock(label=_("What it says"), max_length=200)
    fits = blocks.BooleanBlock(label=_("This is right"), required=False)
    critical = blocks.BooleanBlock(
        label=_("Critical mistake (a secret given away)"), required=False
    )
    why = blocks.TextBlock(label=_("Why"), max_length=300, rows=2)

    def clean(self, value: Any) -> Any:
        """What is right is no mistake."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        refuse_real({"label": cleaned["label"]})
        if cleaned["fits"] and cleaned["critical"]:
            message = _("What is right is no mistake: change one of the two.")
            raise StructBlockValidationError({"critical": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "radio-empty"
        label = _("Choice")
        label_format = "{label}"


class PartBlock(blocks.StructBlock):
    """One thing the letter needs."""

    uid = UidBlock()
    purpose = blocks.ChoiceBlock(label=_("What it is for"), choices=PURPOSES, default="asked")
    label = blocks.CharBlock(label=_("What it is called on the page"), max_length=80)
    options = blocks.ListBlock(
        PickBlock(), label=_("Ready sentences"), default=[], max_num=MOST_PICKS
    )
    words = blocks.ListBlock(
        blocks.CharBlock(max_length=50),
        label=_("Own words: one of these must occur"),
        default=[],
        max_num=MOST_WORDS,
    )

    class Meta:
        icon = "pilcrow"
        label = _("Part")
        label_format = "{label}"


class SecretBlock(blocks.StructBlock):
    """Something of the card that must not stand in the letter."""

    uid = UidBlock()
    text = blocks.CharBlock(label=_("Invented secret"), max_length=60)
    why = blocks.TextBlock(label=_("Why"), max_length=300, rows=2)

    def clean(self, value: Any) -> Any:
        """Nobody shall learn by a secret that is somebody's."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse_real({"text": cleaned["text"]})
        return cleaned

    class Meta:
        icon = "lock"
        label = _("Invented secret")
        label_format = "{text}"


class ComposeBlock(PracticeBlock):
    """A letter to write; afterwards a model stands beside it."""

    channel = blocks.ChoiceBlock(label=_("What kind of letter"), choices=CHANNELS, default="email")
    writing = blocks.ChoiceBlock(label=_("How it is written"), choices=WRITINGS, default="bank")
    recipients = blocks.ListBlock(
        PickBlock(), label=_("Recipients to choose from"), min_num=2, max_num=MOST_PICKS
    )
    parts = blocks.ListBlock(PartBlock(), label=_("What it needs"), min_num=1, max_num=MOST_PARTS)
    attachments = blocks.ListBlock(
        PickBlock(), label=_("What can be attached"), default=[], max_num=MOST_PICKS
    )
    secrets = blocks.ListBlock(
        SecretBlock(), label=_("Own words: secrets"), default=[], max_num=MOST_SECRETS
    )
    model = blocks.TextBlock(label=_("A model letter"), max_length=800, rows=5)

    def clean(self, value: Any) -> Any:
        """Everything the letter needs can be given, and only one recipient is right."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        errors = letter_errors(cleaned)
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned

    class Meta:
        icon = "mail"
        label = _("Letter to write")
        label_format = "{goal}"
        template = "courses/catalogue/compose.html"
        script = "js/compose.js"
        style = "css/practice.css"
