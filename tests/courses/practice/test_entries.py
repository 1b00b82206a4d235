"""What is typed into a simulated field is compared leniently, and an empty field never fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.practice.entries import Wanted, fits
from tests.courses.practice.tables import ENTRIES


@pytest.mark.parametrize(("rule", "wanted", "typed", "is_met"), ENTRIES)
def test_a_field_forgives_spelling_and_nothing_else(rule, wanted, typed, is_met):
    assert fits(typed, wanted=wanted, rule=rule) is is_met


@given(st.text(), st.text(), st.sampled_from(["same", "digits", "date", "free"]))
def test_any_text_is_compared_without_falling_over(typed, wanted, rule):
    assert Wanted(wanted, rule).is_met(typed) in {True, False}


@pytest.mark.parametrize("rule", ["same", "digits", "date"])
def test_a_value_that_cannot_satisfy_its_rule_fits_nothing(rule):
    assert not fits("---", wanted="---", rule=rule)
