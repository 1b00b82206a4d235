"""The block of a practice in spotting fraud: a message in parts, some of which give it away."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.uid import UidBlock
from courses.practice.envelope import PracticeBlock, refuse_real

CHANNELS = [
    ("sms", _("Text message")),
    ("zalo", _("Zalo message")),
    ("email", _("E-mail")),
    ("web", _("Web page")),
    ("qr", _("QR code")),
    ("call", _("Phone call")),
]
PART_KINDS = [
    ("sender", _("Sender")),
    ("address", _("Address")),
    ("link", _("Link")),
    ("text", _("Text")),
    ("button", _("Button")),
    ("price", _("Price")),
]
VERDICTS = [("distrust", _("Not to be trusted")), ("trust", _("To be trusted"))]
FEWEST_PARTS = 2
MOST_PARTS = 10
CLUES_WANTED = _("Mark at least one part that gives the trick away.")
NO_CLUES = _("A message to be trusted has no part that gives a trick away.")
COST_WANTED = _("Say what it would have cost to trust this.")
NO_COST = _("A message to be trusted costs nothing: leave this empty.")


class PartBlock(blocks.StructBlock):
    """One piece of the message that a finger can point at."""

    uid = UidBlock()
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=PART_KINDS, default="text")
    text = blocks.CharBlock(label=_("What it says"), max_length=300)
    is_clue = blocks.BooleanBlock(label=_("It gives the trick away"), required=False)
    why = blocks.TextBlock(label=_("Why"), required=False, max_length=400, rows=2)

    def clean(self, value: Any) -> Any:
        """A clue teaches only with its reason."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        refuse_real({"text": cleaned["text"]})
        if cleaned["is_clue"] and not cleaned["why"].strip():
            message = _("Say why this gives the trick away.")
            raise StructBlockValidationError({"why": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "view"
        label = _("Part")
        label_format = "{text}"


class SpotBlock(PracticeBlock):
    """A message as it comes to a phone: find what is wrong with it, then trust it or not."""

    channel = blocks.ChoiceBlock(label=_("Where it comes from"), choices=CHANNELS, default="sms")
    parts = blocks.ListBlock(
        PartBlock(), label=_("Parts"), min_num=FEWEST_PARTS, max_num=MOST_PARTS
    )
    verdict = blocks.ChoiceBlock(label=_("The right verdict"), choices=VERDICTS, default="distrust")
    cost = blocks.TextBlock(
        label=_("What trusting it would have cost"),
        required=False,
        max_length=400,
        rows=2,
        help_text=_("Said to whoever trusts it: outside, that would be a critical mistake."),
    )

    def clean(self, value: Any) -> Any:
        """What is not to be trusted shows it and costs something; what is to be trusted does neither."""
        if self.is_deferred_validation:
            return super().clean(value)
        errors = spot_errors(value)
        try:
            cleaned = super().clean(value)
        except StructBlockValidationError as refused:
            # what is wrong with single fields stands beside it, all at once
            raise StructBlockValidationError(errors | refused.block_errors) from refused
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned

    class Meta:
        icon = "warning"
        label = _("Spot the trick")
        label_format = "{goal}"
        template = "courses/catalogue/spot.html"
        script = "js/spot.js"
        style = "css/practice.css"


def spot_errors(value: Any) -> dict[str, ValidationError]:
    """What is wrong with a message to be judged, by its fields."""
    is_trick = value["verdict"] == "distrust"
    errors: dict[str, ValidationError] = {}
    if is_trick != any(part["is_clue"] for part in value["parts"]):
        message = CLUES_WANTED if is_trick else NO_CLUES
        errors["parts"] = ListBlockValidationError(non_block_errors=[message])
    if is_trick != bool((value["cost"] or "").strip()):
        errors["cost"] = ValidationError(COST_WANTED if is_trick else NO_COST)
    return errors
