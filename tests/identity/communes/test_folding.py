"""Spelling, searching and sorting of Vietnamese words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.communes.folding import fold, name_sort_key, sort_key, tidy

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONED_A = "aàảãáạ"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Hoà  Bình", "Hòa Bình"),
        ("Thuỷ Nguyên", "Thủy Nguyên"),
        ("Thuỵ", "Thụy"),
        ("khoẻ", "khỏe"),
        ("hoàn", "hoàn"),
        ("Quý", "Quý"),
        ("ngoài", "ngoài"),
        (unicodedata.normalize("NFD", "Vĩnh Bảo"), "Vĩnh Bảo"),
    ],
)
def test_a_name_is_stored_in_the_spelling_of_the_resolutions(typed, stored):
    assert tidy(typed) == stored


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đặng  Văn-Đức", "dang van duc"),
        (unicodedata.normalize("NFD", "Thuỷ Nguyên"), "thuy nguyen"),
        ("  ", ""),
        ("Ơi ƯỚT", "oi uot"),
    ],
)
def test_folding_takes_every_mark_away(typed, folded):
    assert fold(typed) == folded


def test_letters_sort_as_the_vietnamese_alphabet_does():
    assert sorted(set(LETTERS), key=sort_key) == list(LETTERS)


def test_tones_sort_from_level_to_heavy():
    assert sorted(set(TONED_A), key=sort_key) == list(TONED_A)


def test_a_tone_decides_only_between_equal_letters():
    names = ["Đức", "Dũng", "Dung", "Duy", "Ánh", "An", "Ăn", "Ân"]
    assert sorted(names, key=sort_key) == ["An", "Ánh", "Ăn", "Ân", "Dung", "Dũng", "Duy", "Đức"]


def test_a_shorter_name_goes_before_the_longer_one_it_begins():
    assert sort_key("Vĩnh") < sort_key("Vĩnh Am") < sort_key("Vĩnh Bảo")


def test_people_sort_by_their_last_word_then_by_the_whole_name():
    names = ["Trần Thị Lan", "Vũ Minh", "Lê Văn An", "Đỗ Thị Lan"]
    assert sorted(names, key=name_sort_key) == [
        "Lê Văn An",
        "Đỗ Thị Lan",
        "Trần Thị Lan",
        "Vũ Minh",
    ]


def test_a_name_of_one_word_has_its_place_too():
    assert name_sort_key("An") < name_sort_key("Bình")
    assert name_sort_key("") == ""


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_sort_keys_are_digits_that_every_collation_orders_alike(text):
    assert sort_key(text).isdigit()
    assert sort_key(text).isascii()
