"""Which PINs are read and which are too easy; no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.factors.pin_rules import is_weak, read_digits, read_pictures


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("4719", "4719"),
        (" 47 19 ", "4719"),
        ("47-19-06", "471906"),
        ("٤٧١٩", "4719"),
        ("４７１９", "4719"),
        ("0471", "0471"),
        ("471", None),
        ("4719065", None),
        ("47a9", None),
        ("", None),
        ("4719" * 100, None),
    ],
)
def test_digits_are_read_in_any_grouping_and_script(typed, read):
    assert read_digits(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3-11-7", "3-11-7"),
        ("3 11 7", "3-11-7"),
        ("3-3-7", None),
        ("3-11", None),
        ("3-11-7-1", None),
        ("0-11-7", None),
        ("3-13-7", None),
        ("3-11-x", None),
        ("9" * 5000, None),
    ],
)
def test_three_different_pictures_in_their_order(typed, read):
    assert read_pictures(typed) == read


@pytest.mark.parametrize(
    "pin",
    [
        "1111", "000000", "1234", "4321", "7890", "0987", "123456", "1212", "1221", "123123",
        "2580", "6868", "1959", "5678", "345678", "3-4-5", "7-6-5",
    ],
)  # fmt: skip
def test_what_somebody_close_would_try_first_is_weak(pin):
    assert is_weak(pin, about_her=["1959", "0912345678"])


@pytest.mark.parametrize("pin", ["4719", "8305", "471906", "3-11-7", "1-3-5"])
def test_other_pins_are_not(pin):
    assert not is_weak(pin, about_her=["1959", "0912345678"])


@given(st.text(max_size=80))
def test_nothing_that_can_be_typed_breaks_the_reading(typed):
    digits, pictures = read_digits(typed), read_pictures(typed)
    assert digits is None or (digits.isdigit() and 4 <= len(digits) <= 6)
    assert pictures is None or len(set(pictures.split("-"))) == 3
