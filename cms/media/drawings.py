"""Our own drawings from content/drawings as pictures that blocks can show."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.core.files.images import ImageFile

from cms.media.models import Picture
from cms.media.svg import DrawingRefused, check_drawing


class DrawingsRefused(Exception):
    """Some drawings hold more than shapes and words; `reasons` maps file names to what is wrong."""

    def __init__(self, reasons: dict[str, str]) -> None:
        super().__init__(", ".join(f"{name}: {what}" for name, what in reasons.items()))
        self.reasons = reasons


def load_drawings(folder: Path) -> dict[str, int]:
    """File name to row id of the picture made of it; a drawing that changed becomes a new picture."""
    files = sorted(folder.glob("*.svg"))
    _refuse_unless_harmless(files)
    # the oldest of equal files, whatever an editor calls it
    known = dict(Picture.objects.order_by("-pk").values_list("file_hash", "pk"))
    return {path.name: known.get(_sha1(path)) or _add(path) for path in files}


def _refuse_unless_harmless(files: list[Path]) -> None:
    reasons = {}
    for path in files:
        try:
            with path.open("rb") as stream:
                check_drawing(stream)
        except DrawingRefused as refused:
            reasons[path.name] = refused.what
    if reasons:
        raise DrawingsRefused(reasons)


def _sha1(path: Path) -> str:
    """The hash that Wagtail keeps of every file."""
    return hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()


def _add(path: Path) -> int:
    with path.open("rb") as stream:
        picture = Picture(title=path.name, file=ImageFile(stream, name=path.name))
        picture._set_image_file_metadata()
        picture.save()
    return picture.pk
