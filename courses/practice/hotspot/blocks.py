"""The block of a picture with places to tap: which of them is the one, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.uid import UidBlock
from courses.practice.envelope import PracticeBlock
from courses.practice.hotspot.geometry import WHOLE, first_overlap, outside, too_small

FEWEST_AREAS, MOST_AREAS = 2, 8


def percent(label: Any) -> blocks.FloatBlock:
    """A length in percent of the picture's side."""
    return blocks.FloatBlock(label=label, min_value=0, max_value=WHOLE)


class AreaBlock(blocks.StructBlock):
    """One place on the picture, also a plain button with its words."""

    uid = UidBlock()
    label = blocks.CharBlock(label=_("What stands there"), max_length=120)
    x = percent(_("From the left (percent)"))
    y = percent(_("From the top (percent)"))
    w = percent(_("Width (percent)"))
    h = percent(_("Height (percent)"))
    is_right = blocks.BooleanBlock(label=_("This is the place to tap"), required=False)
    critical = blocks.BooleanBlock(
        label=_("Critical mistake (a code given away, money sent)"), required=False
    )
    why = blocks.TextBlock(label=_("Why"), max_length=400, rows=2)

    def clean(self, value: Any) -> Any:
        """The place to tap is no mistake."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if cleaned["is_right"] and cleaned["critical"]:
            message = _("The place to tap is no mistake: change one of the two.")
            raise StructBlockValidationError({"critical": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "crosshairs"
        label = _("A place on the picture")
        label_format = "{label}"


class HotspotBlock(PracticeBlock):
    """A picture of a screen: tap the right place, on the picture or in the list of its places."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("What the picture shows"),
        max_length=250,
        help_text=_("Read aloud to people who cannot see the picture."),
    )
    areas = blocks.ListBlock(
        AreaBlock(), label=_("Places on the picture"), min_num=FEWEST_AREAS, max_num=MOST_AREAS
    )

    def clean(self, value: Any) -> Any:
        """Every place lies on the picture, apart from the others and wide enough for a finger."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        image = cleaned["image"]
        errors = area_errors(cleaned["areas"], aspect=image.height / image.width)
        if errors:
            raise StructBlockValidationError({"areas": errors})
        return cleaned

    class Meta:
        icon = "crosshairs"
        label = _("Where do you tap?")
        label_format = "{goal}"
        template = "courses/catalogue/hotspot.html"
        script = "js/hotspot.js"
        style = "css/practice.css"


def area_errors(areas: Sequence[Any], *, aspect: float) -> ListBlockValidationError | None:
    """What is wrong with places that shall be tapped; `aspect` is height by width of their picture."""
    found = {at: dict(_errors_of(areas, at, aspect)) for at in range(len(areas))}
    wrong = {at: StructBlockValidationError(errors) for at, errors in found.items() if errors}
    if wrong:
        return ListBlockValidationError(block_errors=wrong)
    if not any(area["is_right"] for area in areas):
        return ListBlockValidationError(non_block_errors=[_("Mark the place to tap.")])
    return None


def _errors_of(
    areas: Sequence[Any], at: int, aspect: float
) -> Iterator[tuple[str, ValidationError]]:
    """The last word on a side is the one to mend first."""
    other = first_overlap(areas, at)
    if other is not None:
        message = _("This place overlaps “%(label)s”.") % {"label": areas[other]["label"]}
        yield "x", ValidationError(message)
    for side in too_small(areas[at], aspect=aspect):
        yield side, ValidationError(_("Too small for a finger: less than 48 pixels on a phone."))
    for side in outside(areas[at]):
        yield side, ValidationError(_("This place reaches beyond the picture."))
