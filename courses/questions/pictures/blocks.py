"""The block in which an editor asks to choose a picture."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.audio import recorded
from cms.blocks.uid import UidBlock

MOST_PICTURES = 4


class PictureChoiceBlock(blocks.StructBlock):
    """One picture to choose, in words too, whether it is right, and what a person reads after picking it."""

    uid = UidBlock()
    image = ImageChooserBlock(label=_("Picture"))
    text = blocks.CharBlock(label=_("What the picture shows"), max_length=120)
    correct = blocks.BooleanBlock(label=_("This is right"), required=False)
    feedback = blocks.TextBlock(label=_("What to say to it"), max_length=400, rows=2)

    class Meta:
        icon = "image"
        label = _("Picture")
        label_format = "{text}"


class PictureQuestionBlock(blocks.StructBlock):
    """Choose the one right picture."""

    uid = UidBlock()
    text = blocks.TextBlock(label=_("Question"), max_length=400, rows=2)
    choices = blocks.ListBlock(
        PictureChoiceBlock(), label=_("Pictures"), min_num=2, max_num=MOST_PICTURES
    )
    explanation = blocks.TextBlock(label=_("Explanation"), required=False, max_length=600, rows=2)
    audio = recorded()

    def clean(self, value: Any) -> Any:
        """Exactly one picture is right."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if sum(1 for choice in cleaned["choices"] if choice["correct"]) != 1:
            message = _("Mark exactly one choice as right.")
            raise StructBlockValidationError(
                {"choices": ListBlockValidationError(non_block_errors=[message])}
            )
        return cleaned

    class Meta:
        icon = "image"
        label = _("Choose a picture")
        label_format = "{text}"
        template = "courses/catalogue/picture_choice.html"
