"""The number on a card: easy to read aloud, and a slip is seen before it costs a try."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from identity.factors.cardnumbers import (
    ALPHABET,
    LENGTH,
    RANDOM_BYTES,
    card_number,
    read_number,
    show_number,
)

numbers = st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES).map(card_number)


@given(numbers)
def test_a_number_comes_back_as_it_was_printed(number):
    assert len(number) == LENGTH
    assert read_number(show_number(number)) == number


@given(numbers)
def test_case_blanks_and_signs_that_look_alike_do_not_matter(number):
    sloppy = show_number(number).lower().replace("0", "o").replace("1", "l").replace("-", " – ")
    assert read_number(f" {sloppy} ") == number


@given(numbers, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_every_single_wrong_sign_is_found(number, place, sign):
    wrong = number[:place] + sign + number[place + 1 :]
    assert read_number(wrong) == (number if wrong == number else None)


@given(numbers)
def test_any_two_signs_that_changed_places_are_found(number):
    for one, other in combinations(range(LENGTH), 2):
        signs = list(number)
        signs[one], signs[other] = signs[other], signs[one]
        swapped = "".join(signs)
        assert read_number(swapped) == (number if swapped == number else None)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_number_or_none(typed):
    read = read_number(typed)
    assert read is None or read_number(show_number(read)) == read


def test_a_sign_left_out_or_one_too_many_is_no_number():
    number = card_number(b"\x01\x02\x03\x04\x05")
    assert read_number(number[:-1]) is None
    assert read_number(number + "0") is None
    assert read_number("") is None
