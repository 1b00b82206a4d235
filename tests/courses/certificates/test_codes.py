"""Codes: read as people say and type them, and never by accident."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.certificates.codes import LENGTH, LETTERS, Mistyped, new_code, read_code, shown

codes = st.builds(new_code)


@given(codes)
def test_a_code_is_read_as_it_is_shown(code):
    assert read_code(shown(code)) == code
    assert len(code) == LENGTH
    assert len(shown(code).split("-")) == 7


@given(codes)
def test_case_blanks_and_letters_that_look_alike_do_not_matter(code):
    spoken = f" {shown(code).lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')}\n"
    assert read_code(spoken) == code
    assert read_code(shown(code).replace("1", "i").replace("0", "O")) == code


@given(codes, st.integers(0, LENGTH - 1), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_a_slip(code, place, letter):
    wrong = code[:place] + letter + code[place + 1 :]
    if wrong != code:
        with pytest.raises(Mistyped):
            read_code(wrong)


@given(codes, st.integers(0, LENGTH - 2))
def test_two_neighbours_exchanged_are_a_slip(code, place):
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if wrong != code:
        with pytest.raises(Mistyped):
            read_code(wrong)


@given(st.text(max_size=200))
def test_any_text_is_a_code_or_a_slip(text):
    try:
        assert len(read_code(text)) == LENGTH
    except Mistyped:
        assert True


def test_codes_are_spread_over_all_letters():
    seen = {letter for _ in range(200) for letter in new_code()}
    assert seen == set(LETTERS)
    assert len({new_code() for _ in range(2000)}) == 2000


def test_random_letters_hardly_ever_pass():
    chosen = random.Random(25)
    passed = 0
    for _ in range(20_000):
        try:
            read_code("".join(chosen.choices(LETTERS, k=LENGTH)))
            passed += 1
        except Mistyped:
            pass
    # one in 1021 has fitting check letters, and of those a quarter begins as 128 bits do
    assert passed < 20
