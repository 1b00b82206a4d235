"""The key ring: what is sealed opens in its own place only, under old keys too."""

import base64

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from identity import keys

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
OLD, NEW = ("old", b"o" * 32), ("new", b"n" * 32)


@given(text=texts, purpose=texts, context=texts)
def test_what_is_sealed_opens_again(text, purpose, context):
    sealed = keys.seal(text, purpose=purpose, context=context)
    assert keys.unseal(sealed, purpose=purpose, context=context) == text


@given(text=texts)
def test_a_sealed_value_opens_for_no_other_purpose_and_in_no_other_row(text):
    sealed = keys.seal(text, purpose="a", context="row 1")
    for purpose, context in (("a", "row 2"), ("b", "row 1"), ("a:row", " 1"), ("", "a:row 1")):
        with pytest.raises(keys.Unsealable):
            keys.unseal(sealed, purpose=purpose, context=context)


@given(data=st.data())
def test_no_changed_byte_goes_unnoticed(data):
    sealed = keys.seal("+84912345678", purpose="p", context="c")
    key_id, _, encoded = sealed.partition(".")
    raw = bytearray(base64.urlsafe_b64decode(encoded))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    changed = f"{key_id}.{base64.urlsafe_b64encode(bytes(raw)).decode()}"
    with pytest.raises(keys.Unsealable):
        keys.unseal(changed, purpose="p", context="c")


@given(token=st.text(max_size=80))
def test_any_text_that_is_no_token_is_unsealable_and_nothing_else(token):
    for text in (token, f"test1.{token}"):
        with pytest.raises(keys.Unsealable):
            keys.unseal(text, purpose="p", context="c")


def test_the_same_text_is_sealed_differently_every_time():
    assert len({keys.seal("x", purpose="p", context="c") for _ in range(50)}) == 50


def test_a_token_tells_its_key_and_not_its_text(settings):
    settings.KEY_RING = [NEW, OLD]
    sealed = keys.seal("+84912345678", purpose="p", context="c")
    assert sealed.startswith("new.")
    assert "912345678" not in sealed


def test_after_a_rotation_old_values_open_and_new_ones_use_the_new_key(settings):
    settings.KEY_RING = [OLD]
    before = keys.seal("x", purpose="p", context="c")
    settings.KEY_RING = [NEW, OLD]
    assert keys.unseal(before, purpose="p", context="c") == "x"
    assert keys.current_key_id() == "new"
    settings.KEY_RING = [NEW]
    with pytest.raises(keys.Unsealable):
        keys.unseal(before, purpose="p", context="c")


def test_a_blind_index_is_found_after_a_rotation(settings):
    settings.KEY_RING = [OLD]
    before = keys.blind_index("+84912345678", purpose="p")
    settings.KEY_RING = [NEW, OLD]
    indexes = keys.all_blind_indexes("+84912345678", purpose="p")
    assert [index.key_id for index in indexes] == ["new", "old"]
    assert before in indexes
    assert indexes[0] == keys.blind_index("+84912345678", purpose="p")


@given(one=texts, other=texts)
def test_blind_indexes_differ_exactly_where_values_do(one, other):
    first, second = (keys.blind_index(value, purpose="p") for value in (one, other))
    assert (first == second) == (one == other)
    assert first != keys.blind_index(one, purpose="q")
    assert len(first.digest) == 64


@given(purpose=texts, context=texts.filter(bool), length=st.integers(16, 64))
def test_derived_secrets_are_repeatable_and_of_the_length_asked_for(purpose, context, length):
    once = keys.derive(purpose=purpose, context=context, key_id="test1", length=length)
    again = keys.derive(purpose=purpose, context=context, key_id="test1", length=length)
    assert once == again
    assert len(once) == length
    assert once != keys.derive(
        purpose=purpose, context=context + "x", key_id="test1", length=length
    )


def test_shifting_letters_between_purpose_and_context_gives_another_secret():
    one = keys.derive(purpose="ab", context="c", key_id="test1")
    assert one != keys.derive(purpose="a", context="bc", key_id="test1")


def test_a_key_that_left_the_ring_derives_nothing():
    with pytest.raises(keys.UnknownKey):
        keys.derive(purpose="p", context="c", key_id="gone")


def test_derivation_is_hkdf_sha256(settings):
    settings.KEY_RING = [OLD]
    info = b"".join(len(part).to_bytes(4, "big") + part for part in (b"derive", b"p", b"c"))
    expected = HKDF(algorithm=SHA256(), length=20, salt=b"identity.keys.v1", info=info)
    assert keys.derive(purpose="p", context="c", key_id="old", length=20) == expected.derive(OLD[1])


def test_what_a_key_signed_can_be_checked_after_it_left_the_ring(settings):
    settings.KEY_RING = [OLD]
    signature = keys.sign(b"head", purpose="a")
    line = keys.retirement("old", purpose="a")
    settings.KEY_RING = [NEW]
    assert not keys.is_signed(b"head", signature, purpose="a")
    for wrong in ("", "nonsense", "a/old:", "a/old:zz", line.replace("a/", "b/", 1)):
        settings.RETIRED_KEYS = [wrong]
        assert not keys.is_signed(b"head", signature, purpose="a")
    settings.RETIRED_KEYS = [line]
    assert keys.is_signed(b"head", signature, purpose="a")
    assert not keys.is_signed(b"another head", signature, purpose="a")
