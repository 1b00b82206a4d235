"""The block of a practice on the screens of an invented app."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.uid import UidBlock
from courses.practice.app_screen.elements import ElementsBlock, ShortName
from courses.practice.app_screen.wholeness import screen_errors
from courses.practice.envelope import PracticeBlock

SKINS = [
    ("bank", _("Bank")),
    ("portal", _("Public service")),
    ("settings", _("Settings of the phone")),
]
MOST_SCREENS = 10
MOST_ELEMENTS = 10


class ScreenBlock(blocks.StructBlock):
    """One screen of the app."""

    uid = UidBlock()
    key = ShortName(label=_("Short name"), help_text=_("Buttons name it; nobody else sees it."))
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    elements = ElementsBlock(label=_("What stands on it"), min_num=1, max_num=MOST_ELEMENTS)

    class Meta:
        icon = "mobile-alt"
        label = _("Screen")
        label_format = "{key}: {title}"


class AppScreenBlock(PracticeBlock):
    """The screens of an invented app; the first one begins."""

    skin = blocks.ChoiceBlock(label=_("What kind of app"), choices=SKINS, default="bank")
    app_name = blocks.CharBlock(
        label=_("Invented name of the app"),
        max_length=60,
        help_text=_("Never the name or the sign of a real bank or office."),
    )
    screens = blocks.ListBlock(ScreenBlock(), label=_("Screens"), max_num=MOST_SCREENS)

    def clean(self, value: Any) -> Any:
        """Every button leads to a screen, every screen is come to, and right taps come to the end."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        errors = screen_errors(cleaned["screens"])
        if errors:
            raise StructBlockValidationError({"screens": errors})
        return cleaned

    class Meta:
        icon = "mobile-alt"
        label = _("Screens of an app")
        label_format = "{goal}"
        template = "courses/catalogue/app_screen.html"
        script = "js/app_screen.js"
