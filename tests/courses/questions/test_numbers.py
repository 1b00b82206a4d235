"""Numbers as people here write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.questions.numbers import number_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("150000", 150000),
        ("150.000", 150000),
        ("150,000 đ", 150000),
        ("1 500 000 đồng", 1500000),
        ("1.500.000,50", Decimal("1500000.5")),
        ("1,5", Decimal("1.5")),
        ("0.25", Decimal("0.25")),
        ("2.5000", Decimal("2.5")),
        ("khoảng 12 cái", 12),
        ("12.", 12),
        ("-3", -3),
        ("", None),
        ("mười hai", None),
        ("12 hoặc 13", None),
        ("1.2.3", None),
        ("inf", None),
        ("9" * 41, None),
    ],
)
def test_a_number_is_read_as_it_is_meant(text, number):
    assert number_in(text) == number


@given(st.text(max_size=60))
def test_no_text_is_too_odd_to_be_looked_at(text):
    assert number_in(text) is None or isinstance(number_in(text), Decimal)


@given(st.integers(min_value=0, max_value=10**12))
def test_points_between_thousands_change_nothing(number):
    assert number_in(f"{number:,}".replace(",", ".")) == number_in(str(number)) == number
