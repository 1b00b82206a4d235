"""The blocks in which an editor asks for a few words or a number."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.audio import recorded
from cms.blocks.uid import UidBlock
from identity.communes.folding import fold

MOST_ACCEPTED = 12


class WrittenBlock(blocks.StructBlock):
    """What a question for words and one for a number share."""

    uid = UidBlock()
    text = blocks.TextBlock(label=_("Question"), max_length=400, rows=2)
    right = blocks.TextBlock(label=_("What to say when right"), max_length=400, rows=2)
    wrong = blocks.TextBlock(label=_("What to say when wrong"), max_length=400, rows=2)
    explanation = blocks.TextBlock(label=_("Explanation"), required=False, max_length=600, rows=2)
    audio = recorded()


class ShortTextBlock(WrittenBlock):
    """A few words; capitals, marks, blanks and punctuation make no difference."""

    accepted = blocks.ListBlock(
        blocks.CharBlock(max_length=100),
        label=_("What is accepted; the first one is shown as the answer"),
        min_num=1,
        max_num=MOST_ACCEPTED,
    )

    def clean(self, value: Any) -> Any:
        """What is accepted has letters or digits in it."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        empty = [at for at, text in enumerate(cleaned["accepted"]) if not fold(text)]
        if empty:
            message = _("Write at least one letter or digit.")
            errors = {at: ValidationError(message) for at in empty}
            raise StructBlockValidationError(
                {"accepted": ListBlockValidationError(block_errors=errors)}
            )
        return cleaned

    class Meta:
        icon = "edit"
        label = _("A few words")
        label_format = "{text}"
        template = "courses/catalogue/short_text.html"
        script = "js/writing.js"


class NumberBlock(WrittenBlock):
    """A number, such as a price; thousands may be parted by dots, commas or blanks."""

    amount = blocks.DecimalBlock(label=_("The right number"), max_digits=15, decimal_places=3)
    tolerance = blocks.DecimalBlock(
        label=_("May be off by"), default=0, min_value=0, max_digits=15, decimal_places=3
    )
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=20)

    class Meta:
        icon = "order"
        label = _("A number")
        label_format = "{text}"
        template = "courses/catalogue/number.html"
        script = "js/writing.js"
