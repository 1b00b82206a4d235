"""Drawings: shapes and words only."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.media.names import folded_file_name
from cms.media.svg import DrawingRefused, check_drawing
from cms.models import Picture

HARMLESS = '<circle cx="4" cy="4" r="3" fill="url(#a)"/>'


def drawn(inside: str = "", attributes: str = "") -> BytesIO:
    return BytesIO(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" {attributes}>{inside}</svg>'.encode()
    )


def test_shapes_and_words_are_taken() -> None:
    check_drawing(drawn(HARMLESS))
    check_drawing(drawn('<text x="1">Bến</text><use href="#a"/>'))


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<image href="http://elsewhere.example/a.png"/>',
        "<foreignObject/>",
        '<use href="https://elsewhere.example/a.svg#b"/>',
        '<path style="background:url(//elsewhere.example)"/>',
        '<path onclick="go()"/>',
        "<style>@import 'x'</style>",
        "<animate attributeName='href'/>",
        '<a href="javascript:go()"><path/></a>',
        '<path xmlns="http://www.w3.org/1999/xhtml"/>',
    ],
)
def test_whatever_runs_or_reaches_outside_is_refused(inside: str) -> None:
    with pytest.raises(DrawingRefused):
        check_drawing(drawn(inside))


@pytest.mark.parametrize(
    "content",
    [
        b"not a drawing",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg">' + b" " * 300_000 + b"</svg>",
    ],
)
def test_what_is_no_plain_small_drawing_is_refused(content: bytes) -> None:
    with pytest.raises(DrawingRefused):
        check_drawing(BytesIO(content))


def test_an_upload_with_a_script_is_refused_at_the_file(db: None) -> None:
    upload = SimpleUploadedFile("a.svg", drawn("<script/>").read(), content_type="image/svg+xml")
    with pytest.raises(ValidationError) as refused:
        Picture(title="Xấu", file=upload, width=9, height=9).full_clean()
    assert "file" in refused.value.message_dict


@pytest.mark.parametrize(
    "path",
    sorted((settings.BASE_DIR / "content" / "drawings").glob("*.svg")),
    ids=lambda path: path.name,
)
def test_our_own_drawings_are_harmless(path: Path) -> None:
    with path.open("rb") as stream:
        check_drawing(stream)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("Ảnh Cầu Bính.PNG", "anh-cau-binh.png"), ("đò.svg", "do.svg"), ("***.jpg", "hinh.jpg")],
)
def test_file_names_lose_their_marks(name: str, kept: str) -> None:
    assert folded_file_name(name) == kept
