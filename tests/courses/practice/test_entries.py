"""What is typed into a simulated field is compared leniently, and an empty field never fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.practice.entries import Wanted, fits


@pytest.mark.parametrize(
    ("rule", "wanted", "typed", "is_met"),
    [
        ("same", "Đỗ Thị Mơ", "do  thi mo", True),
        ("same", "Đỗ Thị Mơ", "ĐỖ THỊ MƠ", True),
        ("same", "Đỗ Thị Mơ", "Đỗ Mơ", False),
        ("same", "Đỗ Thị Mơ", "", False),
        ("digits", "85.000 đồng", "85000", True),
        ("digits", "85.000 đồng", "850000", False),
        ("digits", "999 000 000 058", "999000000058", True),
        ("digits", "85.000", "", False),
        ("date", "05/09/1957", "5-9-1957", True),
        ("date", "05/09/1957", "05.09.1957", True),
        ("date", "05/09/1957", "9/5/1957", False),
        ("date", "05/09/1957", "1957", False),
        ("free", "", "gì cũng được", True),
        ("free", "", "", True),
    ],
)
def test_a_field_forgives_spelling_and_nothing_else(rule, wanted, typed, is_met):
    assert fits(typed, wanted=wanted, rule=rule) is is_met


@given(st.text(), st.text(), st.sampled_from(["same", "digits", "date", "free"]))
def test_any_text_is_compared_without_falling_over(typed, wanted, rule):
    assert Wanted(wanted, rule).is_met(typed) in {True, False}


@pytest.mark.parametrize("rule", ["same", "digits", "date"])
def test_a_value_that_cannot_satisfy_its_rule_fits_nothing(rule):
    assert not fits("---", wanted="---", rule=rule)
