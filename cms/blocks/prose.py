"""Text, pictures, steps and callouts: what a lesson, a news item and a help page are made of."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.audio import recorded
from cms.blocks.uid import UidBlock

RICH = ["bold", "italic", "ul", "ol", "h3", "link"]
INLINE = ["bold", "italic"]


class TextBlock(blocks.StructBlock):
    """A heading and a few short paragraphs."""

    uid = UidBlock()
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    body = blocks.RichTextBlock(label=_("Text"), features=RICH)
    audio = recorded()

    class Meta:
        icon = "doc-full"
        label = _("Passage")
        label_format = "{heading}"
        template = "cms/blocks/text.html"


class PictureBlock(blocks.StructBlock):
    """A picture, and what it shows for people who do not see it."""

    uid = UidBlock()
    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("What the picture shows"),
        max_length=250,
        help_text=_("Read aloud to people who cannot see the picture."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        label_format = "{alt}"
        template = "cms/blocks/picture.html"


class StepBlock(blocks.StructBlock):
    """One thing to do, with a picture of it where that helps."""

    text = blocks.RichTextBlock(label=_("What to do"), features=INLINE)
    image = ImageChooserBlock(label=_("Picture"), required=False)
    alt = blocks.CharBlock(label=_("What the picture shows"), required=False, max_length=250)

    def clean(self, value: Any) -> Any:
        """A picture needs its description."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if cleaned["image"] and not cleaned["alt"].strip():
            raise StructBlockValidationError(
                {"alt": ValidationError(_("Say what the picture shows."))}
            )
        return cleaned

    class Meta:
        icon = "list-ol"
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    """Numbered steps to follow one after another."""

    uid = UidBlock()
    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=2, max_num=12)
    audio = recorded()

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        label_format = "{heading}"
        template = "cms/blocks/steps.html"


class CalloutBlock(blocks.StructBlock):
    """A tip, a warning or the one thing to remember."""

    uid = UidBlock()
    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("tip", _("Tip")), ("warning", _("Warning")), ("remember", _("Remember"))],
        default="tip",
    )
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    body = blocks.RichTextBlock(label=_("Text"), features=RICH)
    audio = recorded()

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        label_format = "{heading}"
        template = "cms/blocks/callout.html"


class ProseBlock(blocks.StreamBlock):
    """The body of a page without questions: news, help, legal pages."""

    text = TextBlock()
    picture = PictureBlock()
    steps = StepsBlock()
    callout = CalloutBlock()
