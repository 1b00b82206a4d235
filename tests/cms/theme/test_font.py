"""Our letters: small, whole, and with an "a" that nobody takes for an "o"."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests.house.reading import PROJECT

STATIC = PROJECT / "cms/static/fonts"
SOURCES = PROJECT / "cms/theme/font"
PAIRS = {
    "ben-so-400.woff2": "BeVietnamPro-Regular.ttf",
    "ben-so-700.woff2": "BeVietnamPro-Bold.ttf",
}
LOWER = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
)
FORMS_OF_A = "aàảãáạăằẳẵắặâầẩẫấậ"


def outline(font: TTFont, name: str) -> tuple:
    glyph = font["glyf"][name]
    coordinates, ends, _flags = glyph.getCoordinates(font["glyf"])
    return tuple(map(tuple, coordinates)), tuple(ends)


@pytest.mark.parametrize("name", PAIRS)
def test_every_vietnamese_letter_is_there(name: str) -> None:
    known = TTFont(STATIC / name).getBestCmap()
    wanted = set(LOWER + LOWER.upper() + "0123456789₫“”‘’–…")
    assert not {sign for sign in wanted if ord(sign) not in known}


@pytest.mark.parametrize("name", PAIRS)
def test_every_a_is_the_double_storey_one(name: str) -> None:
    built, source = TTFont(STATIC / name), TTFont(SOURCES / PAIRS[name])
    for letter in FORMS_OF_A:
        original = source.getBestCmap()[ord(letter)]
        shown = outline(built, built.getBestCmap()[ord(letter)])
        assert shown == outline(source, f"{original}.ss01")
        assert shown != outline(source, original)


def test_both_weights_fit_into_twenty_kilobytes() -> None:
    assert sum((STATIC / name).stat().st_size for name in PAIRS) <= 20 * 1024


def test_the_licence_travels_with_the_letters() -> None:
    assert "SIL OPEN FONT LICENSE" in Path(SOURCES / "OFL.txt").read_text().upper()
