"""The code of a class: how it is made, read and shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.classes.joincodes import ALPHABET, new_code, read_code, show_code


def test_a_code_holds_forty_random_bits():
    assert len(ALPHABET) == 32
    assert len({new_code() for _ in range(200)}) == 200


@pytest.mark.parametrize(
    "typed", ["7K3M9QX0", "7k3m-9qxo", " 7K3M 9QX0 ", "7k3m – 9qxO", "7.K.3.M.9.Q.X.O"]
)
def test_case_blanks_and_hyphens_do_not_matter_and_o_is_zero(typed):
    assert read_code(typed) == "7K3M9QX0"


def test_i_and_l_are_one():
    assert read_code("ilIL1111") == "11111111"


@pytest.mark.parametrize("typed", ["", "7K3M9QX", "7K3M9QX01", "7K3M9QXU", "７K3M9QX0", "7K3M9QXđ"])
def test_what_cannot_be_a_code_is_none(typed):
    assert read_code(typed) is None


@given(st.text(alphabet=ALPHABET, min_size=8, max_size=8))
def test_a_code_is_read_back_from_the_wall(code):
    assert read_code(show_code(code)) == code


@given(st.text(max_size=30))
def test_any_text_is_a_code_or_none(typed):
    code = read_code(typed)
    assert code is None or set(code) <= set(ALPHABET)
