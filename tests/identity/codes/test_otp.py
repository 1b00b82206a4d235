"""The arithmetic of codes against the vectors of RFC 4226 and RFC 6238."""

import base64
from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity import keys
from identity.codes import otp

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()
HOTP_VECTORS = [755224, 287082, 359152, 969429, 338314, 254676, 287922, 162583, 399871, 520489]
TOTP_VECTORS = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}
CHALLENGE = UUID("6c0f5f7e-5c8e-4b6e-9d3e-0d6f8f0a1b2c")


def at(seconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


@pytest.mark.parametrize(("counter", "code"), list(enumerate(HOTP_VECTORS)))
def test_pyotp_counts_as_rfc_4226_says(counter, code):
    assert pyotp.HOTP(RFC_SECRET).at(counter) == str(code)


@pytest.mark.parametrize(("seconds", "code"), list(TOTP_VECTORS.items()))
def test_authenticator_codes_are_those_of_rfc_6238(seconds, code):
    assert otp.authenticator_code(RFC_SECRET, now=at(seconds)) == code
    assert otp.matching_step(RFC_SECRET, code, now=at(seconds)) == seconds // 30


@given(seconds=st.integers(300, 4_000_000_000), shift=st.integers(-4, 4))
def test_an_authenticator_is_believed_one_step_early_or_late_and_no_more(seconds, shift):
    seed = otp.new_seed()
    code = otp.authenticator_code(seed, now=at(seconds + 30 * shift))
    nearby = {otp.authenticator_code(seed, now=at(seconds + 30 * step)) for step in (-1, 0, 1)}
    matched = otp.matching_step(seed, code, now=at(seconds))
    assert (matched is not None) == (code in nearby)
    if abs(shift) <= 1:
        assert matched is not None
        assert abs(matched - seconds // 30) <= 1


def test_a_seed_has_160_bits_and_is_never_the_same():
    seeds = {otp.new_seed() for _ in range(100)}
    assert len(seeds) == 100
    assert {len(base64.b32decode(seed)) for seed in seeds} == {20}


def code(challenge=CHALLENGE, purpose="sign_in", key_id="test1"):
    return otp.challenge_code(challenge=challenge, purpose=purpose, key_id=key_id)


def test_the_code_of_a_challenge_is_the_same_whenever_it_is_made(settings):
    before = code()
    settings.KEY_RING = [("fresh", b"f" * 32), *settings.KEY_RING]
    assert code() == before


def test_challenge_purpose_and_key_all_make_another_code(settings):
    settings.KEY_RING = [*settings.KEY_RING, ("other", b"o" * 32)]
    codes = {code(), code(uuid4()), code(purpose="change"), code(key_id="other")}
    assert len(codes) > 1
    hits = sum(code(challenge) == code(challenge, purpose="change") for challenge in many(300))
    assert hits <= 1


def many(number):
    return [uuid4() for _ in range(number)]


def test_codes_keep_their_leading_zeros_and_spread_over_all_digits():
    made = [code(challenge) for challenge in many(3000)]
    assert {len(digits) for digits in made} == {6}
    first = Counter(digits[0] for digits in made)
    assert set(first) == set("0123456789")
    assert min(first.values()) > 200


def test_without_its_key_a_challenge_has_no_code():
    with pytest.raises(keys.UnknownKey):
        code(key_id="gone")
