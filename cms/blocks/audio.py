"""The optional recording of a block: what "Nghe đọc" plays before the phone's own voice is tried."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock

AUDIO = "audio"


def recorded() -> SnippetChooserBlock:
    """A field for the recording of the block it stands in; name it `audio`."""
    return SnippetChooserBlock(
        "cms.Recording",
        required=False,
        label=_("Recording"),
        help_text=_(
            "The text of this block read aloud. Without one, phones that can will read it themselves."
        ),
    )
