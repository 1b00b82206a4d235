"""Reading a person's name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.accounts.names import LONGEST_NAME, NameRefused, read_name


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("  Nguyễn   Thị\tLan ", "Nguyễn Thị Lan"),
        (unicodedata.normalize("NFD", "Trần Văn Thuỷ"), "Trần Văn Thuỷ"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("Anne-Marie Đỗ", "Anne-Marie Đỗ"),
    ],
)
def test_a_name_is_kept_as_it_is_written(raw, name):
    assert read_name(raw) == name


@pytest.mark.parametrize(
    ("code", "raw"),
    [
        ("empty", " \n "),
        ("too_short", "L"),
        ("too_short", "0912345678"),
        ("too_long", "a" * 101),
        ("too_long", "a" * 100_000),
        ("not_a_name", "Lan <script>"),
        ("not_a_name", "lan@vidu.vn"),
        ("not_a_name", "Lan\x00"),
        ("not_a_name", "Lan \u202eevil"),
    ],
)
def test_what_is_no_name_is_refused_with_a_sentence(code, raw):
    with pytest.raises(NameRefused) as refused:
        read_name(raw)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


@given(st.text(max_size=130))
def test_any_text_is_a_name_or_a_refusal(raw):
    try:
        name = read_name(raw)
    except NameRefused:
        return
    assert read_name(name) == name
    assert 2 <= len(name) <= LONGEST_NAME
    assert unicodedata.is_normalized("NFC", name)
