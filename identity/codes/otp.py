"""The arithmetic of one-time codes (RFC 4226 and RFC 6238), by pyotp; imported by this slice alone."""

import base64
from datetime import datetime
from uuid import UUID

import pyotp
from pyotp.exceptions import OTPVerificationError

from identity import keys
from identity.codes.rules import DIGITS

SECRET_BYTES = 20
STEP_TOLERANCE = 1


def challenge_code(*, challenge: UUID, purpose: str, key_id: str) -> str:
    """The digits of a challenge, made again whenever they are needed; keys.UnknownKey when they cannot be."""
    return _hotp(challenge, purpose, key_id).at(0)


def is_code_of(typed: str, *, challenge: UUID, purpose: str, key_id: str) -> bool:
    """Whether these six digits are the challenge's, compared in constant time."""
    return _hotp(challenge, purpose, key_id).verify(typed, 0)


def new_seed() -> str:
    """A fresh authenticator seed: 160 random bits in base32, as authenticator apps take it."""
    return pyotp.random_base32()


def matching_step(seed: str, typed: str, *, now: datetime) -> int | None:
    """The 30-second step whose code this is, one step of clock error allowed; None when none is."""
    try:
        return pyotp.TOTP(seed).verify_and_get_timecode(
            typed, for_time=now, valid_window=STEP_TOLERANCE
        )
    except OTPVerificationError:
        return None


def authenticator_code(seed: str, *, now: datetime) -> str:
    """What an authenticator app with this seed shows at `now`."""
    return pyotp.TOTP(seed).at(now)


def authenticator_uri(seed: str, *, account: str, issuer: str) -> str:
    """The otpauth address that an authenticator app reads from a QR code."""
    return pyotp.TOTP(seed).provisioning_uri(name=account, issuer_name=issuer)


def _hotp(challenge: UUID, purpose: str, key_id: str) -> pyotp.HOTP:
    secret = keys.derive(
        purpose="codes.challenge",
        context=f"{purpose}:{challenge}",
        key_id=key_id,
        length=SECRET_BYTES,
    )
    return pyotp.HOTP(base64.b32encode(secret).decode(), digits=DIGITS)
