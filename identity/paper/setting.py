"""The one place that knows the printer (typst): its fonts, and the standard its files keep."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

import typst
from django.conf import settings

logger = logging.getLogger(__name__)


def set_pdf(template: Path, **told: str) -> bytes:
    """The file a template makes of what it is told; kept nowhere.

    No font of the system, no package and no network takes part. PDF/UA-1 (ISO 14289-1) allows no letter
    that the font does not have. A name may hold one, and would keep everybody on the same sheet from
    her paper: then the file has a gap in that place and does not call itself accessible.
    """
    try:
        return _set(template, told, is_accessible=True)
    except typst.TypstError:
        logger.warning("a paper was set without its standard", extra={"paper": template.stem})
        return _set(template, told, is_accessible=False)


def _set(template: Path, told: dict[str, str], *, is_accessible: bool) -> bytes:
    return typst.compile(
        template,
        root=template.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=told,
        pdf_standards="ua-1" if is_accessible else None,
    )


@cache
def _fonts() -> typst.Fonts:
    """Read once: the fonts of the site and no others."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[settings.PRINT_FONTS],
    )
