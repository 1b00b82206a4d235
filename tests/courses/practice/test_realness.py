"""What looks real in a practice: found however it is written, and never in what the practice invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.practice.realness import (
    PROVINCES,
    is_card,
    looks_real,
    numbers_in,
    what_looks_real,
)
from tests.courses.practice.tables import LOOKS

GAPS = st.sampled_from(["", " ", ".", "-", "  ", " - "])
WORDS = st.sampled_from(["", "Số của tôi là ", "x", "Gọi 5 ", "(", "ngày 22/11/2026, "])


def written(digits: str, draw) -> str:
    """Digits in groups, within a sentence."""
    cuts = sorted(draw(st.sets(st.integers(1, len(digits) - 1), max_size=4)))
    groups = [digits[a:b] for a, b in zip([0, *cuts], [*cuts, len(digits)], strict=True)]
    return draw(WORDS) + draw(GAPS).join(groups) + " nhé"


@st.composite
def cards(draw) -> str:
    """13 to 19 digits whose check digit holds."""
    body = draw(st.text("0123456789", min_size=12, max_size=18))
    card = next(
        f"{body}{last}"
        for last in "0123456789"
        if is_card(f"{body}{last}") or body == "0" * len(body)
    )
    return card if is_card(card) else "4111111111111111"


citizens = st.builds(
    "{}{}{}".format,
    st.sampled_from(sorted(PROVINCES)),
    st.sampled_from("0123"),
    st.text("0123456789", min_size=8, max_size=8),
)
phones = st.builds(
    "{}{}{}".format,
    st.sampled_from(["0", "84", "+84", "0084", "840"]),
    st.sampled_from("35789"),
    st.text("0123456789", min_size=8, max_size=8),
)


@pytest.mark.parametrize(("text", "kind"), LOOKS)
def test_what_looks_real_and_what_does_not(text, kind):
    assert what_looks_real(text, invented=()) == kind


@given(st.data(), cards())
def test_a_card_is_found_however_it_is_written(data, card):
    assert what_looks_real(written(card, data.draw), invented=()) == "card"


@given(st.data(), citizens)
def test_a_citizens_number_is_found_however_it_is_written(data, number):
    assert what_looks_real(written(number, data.draw), invented=()) is not None


@given(st.data(), phones)
def test_a_phone_number_is_found_however_it_is_written(data, number):
    plain = number.lstrip("+")
    assert what_looks_real(written(plain, data.draw), invented=()) is not None


@given(st.data(), cards() | citizens | phones)
def test_what_the_card_invented_is_allowed_however_it_is_grouped(data, number):
    typed = written(number.lstrip("+"), data.draw).removeprefix("Gọi 5 ")
    assert what_looks_real(typed, invented=[f"Số: {number}"]) is None


@given(st.text(), st.lists(st.text()))
def test_any_text_is_looked_at_without_falling_over(text, invented):
    found = what_looks_real(text, invented=invented)
    assert found in {"card", "citizen_number", "phone", "code", None}
    assert what_looks_real(text, invented=[text]) is None


def test_an_answer_is_searched_at_any_depth_but_its_ids_and_numbers_are_not():
    uid = "12345678-1234-4234-8234-123456789012"
    assert not looks_real({"steps": [{"tap": uid, "ms": 482913}]}, allowed=())
    assert looks_real({"steps": [{"typed": {uid: "482913"}}]}, allowed=())
    assert not looks_real({"steps": [{"typed": {uid: "482913"}}]}, allowed=numbers_in(["482 913"]))
