"""The block of a practice in filing an application on an invented portal."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.uid import UidBlock
from courses.practice.entries import fits
from courses.practice.envelope import PracticeBlock, refuse_real

ENTRIES = [
    ("text", _("Letters")),
    ("number", _("Digits")),
    ("choice", _("One of several")),
]
RULES = [
    ("same", _("The same words (marks and capitals forgiven)")),
    ("digits", _("The same digits")),
    ("date", _("The same day, month and year")),
]
QUALITIES = [
    ("right", _("Belongs to it")),
    ("wrong", _("Another paper")),
    ("blurred", _("Blurred or cut off")),
]
MOST_SECTIONS, MOST_FIELDS, MOST_OPTIONS = 4, 6, 5
FEWEST_PAPERS, MOST_PAPERS = 2, 6


class EntryBlock(blocks.StructBlock):
    """One field of the form, with what the card has for it."""

    uid = UidBlock()
    label = blocks.CharBlock(label=_("Name of the field"), max_length=80)
    entry = blocks.ChoiceBlock(label=_("How it is filled in"), choices=ENTRIES, default="text")
    options = blocks.ListBlock(
        blocks.CharBlock(max_length=80),
        label=_("To choose from"),
        default=[],
        max_num=MOST_OPTIONS,
    )
    rule = blocks.ChoiceBlock(label=_("How it is compared"), choices=RULES, default="same")
    wanted = blocks.CharBlock(label=_("What belongs there, from the card"), max_length=120)
    error = blocks.CharBlock(label=_("What to say otherwise"), max_length=200)

    def clean(self, value: Any) -> Any:
        """Its own value satisfies its rule, and can be chosen where there is something to choose from."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        refuse_real({"wanted": cleaned["wanted"]})
        if not fits(cleaned["wanted"], wanted=cleaned["wanted"], rule=cleaned["rule"]):
            raise _at("wanted", _("This value does not satisfy the rule of its own field."))
        is_choice = cleaned["entry"] == "choice"
        if is_choice and cleaned["wanted"] not in list(cleaned["options"]):
            raise _at("wanted", _("It must be one of those to choose from, letter by letter."))
        if not is_choice and cleaned["options"]:
            raise _at("options", _("Only a field to choose in has these."))
        return cleaned

    class Meta:
        icon = "edit"
        label = _("Field")
        label_format = "{label}"


class SectionBlock(blocks.StructBlock):
    """One page of the form."""

    title = blocks.CharBlock(label=_("Title"), max_length=80)
    fields = blocks.ListBlock(EntryBlock(), label=_("Fields"), min_num=1, max_num=MOST_FIELDS)

    class Meta:
        icon = "form"
        label = _("Part of the form")
        label_format = "{title}"


class PaperBlock(blocks.StructBlock):
    """One picture of a paper that could be attached."""

    uid = UidBlock()
    name = blocks.CharBlock(label=_("What the picture shows"), max_length=120)
    quality = blocks.ChoiceBlock(label=_("Right?"), choices=QUALITIES, default="right")
    critical = blocks.BooleanBlock(
        label=_("Sending it is a critical mistake (a bank card, a password)"), required=False
    )
    why = blocks.CharBlock(
        label=_("What to say if it was chosen wrongly or forgotten"), max_length=300
    )

    def clean(self, value: Any) -> Any:
        """A paper that belongs to it is no mistake."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if cleaned["critical"] and cleaned["quality"] == "right":
            raise _at("critical", _("What belongs to it is no mistake: change one of the two."))
        return cleaned

    class Meta:
        icon = "doc-full"
        label = _("Paper")
        label_format = "{name}"


class FormSimBlock(PracticeBlock):
    """An application on an invented portal: its parts, the papers, looking it over, the receipt."""

    app_name = blocks.CharBlock(
        label=_("Invented name of the portal"),
        max_length=60,
        help_text=_("Never the name or the sign of a real bank or office."),
    )
    procedure = blocks.CharBlock(label=_("What is applied for"), max_length=120)
    sections = blocks.ListBlock(
        SectionBlock(), label=_("Parts of the form"), min_num=1, max_num=MOST_SECTIONS
    )
    asks = blocks.CharBlock(label=_("Which papers are asked for"), max_length=200)
    attachments = blocks.ListBlock(
        PaperBlock(),
        label=_("Pictures to choose from"),
        min_num=FEWEST_PAPERS,
        max_num=MOST_PAPERS,
    )
    receipt = blocks.CharBlock(
        label=_("Invented receipt code"), max_length=30, help_text=_("For example BS-TAP-0067.")
    )

    def clean(self, value: Any) -> Any:
        """Something right can be attached."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        refuse_real({"receipt": cleaned["receipt"]})
        if not any(paper["quality"] == "right" for paper in cleaned["attachments"]):
            message = _("At least one of the pictures must be right.")
            errors = {"attachments": ListBlockValidationError(non_block_errors=[message])}
            raise StructBlockValidationError(errors)
        return cleaned

    class Meta:
        icon = "form"
        label = _("Application on a portal")
        label_format = "{goal}"
        template = "courses/catalogue/form_sim.html"
        script = "js/form_sim.js"


def _at(name: str, message: Any) -> StructBlockValidationError:
    return StructBlockValidationError({name: ValidationError(message)})
