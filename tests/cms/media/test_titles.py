"""Imported drawings are called what they show, and as an editor calls them."""

from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from cms.media.drawings import load_drawings
from cms.media.models import Picture
from cms.media.titles import title_drawings

pytestmark = pytest.mark.django_db
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
BODY = [
    {"type": "text", "value": {"body": "<p>Bến</p>"}},
    {"type": "steps", "value": {"steps": [{"value": {"image": None, "alt": ""}}]}},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "con-do.svg").write_text(SVG)
    return tmp_path


def drawn(title: str) -> Picture:
    """A picture, uploaded."""
    from io import BytesIO

    picture = Picture(title=title, file=ImageFile(BytesIO(SVG.encode()), name="hinh.svg"))
    picture._set_image_file_metadata()
    picture.save()
    return picture


def shown(pk: int, alt: str) -> list[object]:
    return [*BODY, {"type": "picture", "value": {"image": pk, "alt": alt}}]


def titles() -> list[str]:
    return list(Picture.objects.values_list("title", flat=True))


def test_a_drawing_is_titled_by_its_first_alt_text(folder: Path) -> None:
    drawings = load_drawings(folder)
    pk = drawings["con-do.svg"]
    title_drawings(drawings, [BODY, shown(pk, "Con đò trên sông"), shown(pk, "Một con đò")])
    assert titles() == ["Con đò trên sông"]


def test_another_import_makes_no_second_picture_and_reads_no_page(folder: Path) -> None:
    drawings = load_drawings(folder)
    title_drawings(drawings, [shown(drawings["con-do.svg"], "Con đò")])
    assert load_drawings(folder) == drawings
    with CaptureQueriesContext(connection) as asked:
        title_drawings(drawings, iter([shown(drawings["con-do.svg"], "Khác")]))
    assert len(asked) == 1
    assert titles() == ["Con đò"]


def test_an_editors_title_stays(folder: Path) -> None:
    drawings = load_drawings(folder)
    Picture.objects.update(title="Đò của cô Thu")
    title_drawings(load_drawings(folder), [shown(drawings["con-do.svg"], "Con đò")])
    assert titles() == ["Đò của cô Thu"]


def test_a_long_alt_text_is_cut(folder: Path) -> None:
    drawings = load_drawings(folder)
    title_drawings(drawings, [shown(drawings["con-do.svg"], "đò " * 200)])
    assert len(titles()[0]) <= 255


def test_a_drawing_is_shown_in_whole_pixels_whatever_the_language_writes(folder: Path) -> None:
    picture = Picture.objects.get(pk=load_drawings(folder)["con-do.svg"])
    html = render_to_string("cms/blocks/image.html", {"picture": picture, "alt": "Con đò"})
    assert 'width="9" height="9"' in html
