"""The printed card: tagged, titled, in Vietnamese, and holding what it must and no more."""

import io
import re
import socket

import pypdf
import pytest
import segno

from identity.accounts.names import read_name
from identity.factors import printing
from identity.factors.cardsecrets import CardFace
from identity.factors.printing import card_link, cards_pdf

DOOR = "https://benso.example.vn/dang-nhap/the/"
TOKEN = "Zm9yLXRlc3RzLW9ubHktMQ"
LAN = CardFace(name="Nguyễn Thị Lan", number="W3JBEA8H5", token=TOKEN)


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def tags(node, found=None):
    """The kinds of structure elements, in reading order."""
    found = [] if found is None else found
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            tags(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append(node["/S"])
        if "/K" in node:
            tags(node["/K"], found)
    return found


@pytest.fixture(scope="module")
def paper() -> pypdf.PdfReader:
    return read(cards_pdf([LAN], door=DOOR))


def test_it_is_tagged_titled_and_in_vietnamese(paper):
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "vi"
    assert paper.metadata.title
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()


def test_headings_list_and_picture_are_told_apart(paper):
    kinds = tags(paper.trailer["/Root"]["/StructTreeRoot"])
    assert {"/H1", "/H2", "/L", "/Figure"} <= set(kinds)
    assert kinds.index("/H1") < kinds.index("/Figure") < kinds.index("/L")


def test_name_and_number_are_there_and_neither_token_nor_pin(paper):
    text = " ".join(page.extract_text() for page in paper.pages)
    assert "Nguyễn Thị Lan" in text
    assert "W3J-BEA-8H5" in text
    assert "benso.example.vn/dang-nhap/the" in re.sub(r"\s", "", text)
    assert TOKEN not in text


def test_every_letter_comes_from_the_fonts_of_the_site(paper):
    fonts = set()
    for page in paper.pages:
        for font in page["/Resources"]["/Font"].values():
            fonts.add(font.get_object()["/BaseFont"].split("+")[-1])
    assert fonts and all(name.startswith("BeVietnamPro") for name in fonts)


@pytest.mark.parametrize(("cards", "pages"), [(1, 1), (2, 1), (3, 2), (40, 20)])
def test_two_cards_stand_on_a_page(cards, pages):
    assert len(read(cards_pdf([LAN] * cards, door=DOOR)).pages) == pages


def test_the_longest_name_stays_on_its_own_card():
    long = CardFace(name="Nguyễn Thị Thanh Hương " * 4, number="W3JBEA8H5", token=TOKEN)
    assert len(read(cards_pdf([long, LAN], door=DOOR)).pages) == 1


def test_the_picture_holds_the_token_in_the_fragment_of_the_door(monkeypatch):
    drawn = []
    make = segno.make

    def spy(text, **options):
        drawn.append(text)
        return make(text, **options)

    monkeypatch.setattr(printing.segno, "make", spy)
    cards_pdf([LAN], door=DOOR)
    assert drawn == [f"{DOOR}#{TOKEN}"] == [card_link(TOKEN, door=DOOR)]


def test_setting_a_card_opens_no_socket(monkeypatch):
    def refuse(*_args, **_options):
        raise AssertionError("a card was about to use the network")

    monkeypatch.setattr(socket, "socket", refuse)
    assert cards_pdf([LAN], door=DOOR).startswith(b"%PDF")


def test_marks_of_typst_in_a_name_are_letters_like_others():
    odd = CardFace(name="Lan #pagebreak() $x$ *b*", number="W3JBEA8H5", token=TOKEN)
    pdf = read(cards_pdf([odd], door=DOOR))
    assert len(pdf.pages) == 1
    assert "#pagebreak()" in pdf.pages[0].extract_text()


@pytest.mark.parametrize("name", ["李小龙", "Λάνα", "Лан Иванова", "สมชาย", "Lan ② Thị"])
def test_a_letter_the_font_lacks_keeps_nobody_from_her_card(name):
    odd = CardFace(name=read_name(name), number="W3JBEA8H5", token=TOKEN)
    pages = read(cards_pdf([odd, LAN], door=DOOR)).pages
    assert "Nguyễn Thị Lan" in pages[0].extract_text()
    assert pages[0].extract_text().count("W3J-BEA-8H5") == 2
