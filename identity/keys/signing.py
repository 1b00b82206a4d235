"""Signatures that anybody can check with a published key: Ed25519 (RFC 8032), one key per purpose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from identity.keys.ring import UnknownKey, current_key_id, key_ids, subkey


@dataclass(frozen=True)
class Signature:
    """Which key of the ring signed, and the signature as 128 hex letters."""

    key_id: str
    text: str


@dataclass(frozen=True)
class KnownKey:
    """A public key of one purpose: its id, 32 raw bytes, and the last day it signed if it left the ring."""

    key_id: str
    public: bytes
    until: date | None = None


def sign(message: bytes, *, purpose: str) -> Signature:
    """The message signed with the current key's Ed25519 key for this purpose."""
    key_id = current_key_id()
    return Signature(key_id, _private_key(key_id, purpose).sign(message).hex())


def is_signed(message: bytes, signature: Signature, *, purpose: str) -> bool:
    """Whether a key of the ring, or one that left it, signed exactly this message for this purpose."""
    try:
        public = known_key(signature.key_id, purpose=purpose).public
        verifier = Ed25519PublicKey.from_public_bytes(public)
        verifier.verify(bytes.fromhex(signature.text), message)
    except (UnknownKey, InvalidSignature, ValueError):
        return False
    return True


def public_keys(*, purpose: str) -> dict[str, str]:
    """The public key (PEM) of this purpose for every key on the ring, current first."""
    return {key_id: _pem(_private_key(key_id, purpose)) for key_id in key_ids()}


def known_keys(*, purpose: str) -> tuple[KnownKey, ...]:
    """Every key that may have signed for this purpose: those on the ring, current first, then the retired."""
    on_ring = [
        KnownKey(key_id, _raw(_private_key(key_id, purpose).public_key())) for key_id in key_ids()
    ]
    retired = [_retired(line, purpose) for line in settings.RETIRED_KEYS]
    return (*on_ring, *(key for key in retired if key and key.key_id not in key_ids()))


def known_key(key_id: str, *, purpose: str) -> KnownKey:
    """The key of that id, on the ring or named in RETIRED_KEYS; UnknownKey otherwise."""
    if key_id in key_ids():
        return KnownKey(key_id, _raw(_private_key(key_id, purpose).public_key()))
    for line in settings.RETIRED_KEYS:
        found = _retired(line, purpose)
        if found and found.key_id == key_id:
            return found
    raise UnknownKey(key_id)


def retirement(key_id: str, *, purpose: str) -> str:
    """The line of RETIRED_KEYS that lets signatures of this key be checked after it left the ring.

    A last day may follow it: `:2026-12-31`.
    """
    return f"{purpose}/{key_id}:{_raw(_private_key(key_id, purpose).public_key()).hex()}"


def _retired(line: str, purpose: str) -> KnownKey | None:
    """The key such a line names; None for another purpose's, or for a line that names none."""
    name, _, rest = line.partition(":")
    text, _, day = rest.partition(":")
    try:
        until = date.fromisoformat(day) if day else None
        public = bytes.fromhex(text)
        Ed25519PublicKey.from_public_bytes(public)
    except ValueError:
        return None
    key_id = name.removeprefix(f"{purpose}/")
    return KnownKey(key_id, public, until) if key_id != name else None


def _private_key(key_id: str, purpose: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(subkey(key_id, use="sign", purpose=purpose))


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _pem(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
