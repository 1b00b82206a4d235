"""Nicknames: short, never a full name, and no two on one number that look the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.accounts.nicknames import NicknameRefused, look, read_nickname

LAN = "Nguyễn Thị Lan"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Bà Lan", "Bà Lan"), ("  Bà   Lan ", "Bà Lan"), ("Mẹ", "Mẹ"), ("Đ2", "Đ2"), ("O'Tý", "O'Tý")],
)
def test_a_nickname_is_kept_as_it_is_written(typed, kept):
    assert read_nickname(typed, full_name=LAN) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("a" * 21, "too_long"),
        ("Lan@", "not_letters"),
        ("---", "not_letters"),
        ("Лан", "not_letters"),
        ("ｌａｎ", "not_letters"),
        ("Lan👵", "not_letters"),
        ("Nguyễn Thị Lan", "full_name"),
        ("nguyen thi lan", "full_name"),
    ],
)
def test_what_is_no_nickname_says_why(typed, code):
    with pytest.raises(NicknameRefused) as refused:
        read_nickname(typed, full_name=LAN)
    assert refused.value.code == code
    assert refused.value.message


def test_a_name_of_one_word_may_be_the_nickname():
    assert read_nickname("Lan", full_name="Lan") == "Lan"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lan", "LAN"),
        ("Lan", "Lân"),
        ("Bà Lan", "BàLan"),
        ("Bao1", "Baol"),
        ("Đo", "D0"),
        ("Ba Na", "ba-na"),
    ],
)
def test_nicknames_that_look_the_same_are_one(one, other):
    assert look(one) == look(other)


@given(st.text(max_size=40))
def test_whatever_is_accepted_can_be_read_again(typed):
    try:
        kept = read_nickname(typed, full_name=LAN)
    except NicknameRefused:
        return
    assert read_nickname(kept, full_name=LAN) == kept
    assert 0 < len(kept) <= 20
    assert 0 < len(look(kept)) <= 40
