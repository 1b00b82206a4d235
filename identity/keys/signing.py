"""Signatures that anybody can check with a published key: Ed25519 (RFC 8032), one key per purpose."""

from __future__ import annotations

from dataclasses import dataclass

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


def sign(message: bytes, *, purpose: str) -> Signature:
    """The message signed with the current key's Ed25519 key for this purpose."""
    key_id = current_key_id()
    return Signature(key_id, _private_key(key_id, purpose).sign(message).hex())


def is_signed(message: bytes, signature: Signature, *, purpose: str) -> bool:
    """Whether a key of the ring, or one that left it, signed exactly this message for this purpose."""
    try:
        public = _public_key(signature.key_id, purpose)
        public.verify(bytes.fromhex(signature.text), message)
    except (UnknownKey, InvalidSignature, ValueError):
        return False
    return True


def public_keys(*, purpose: str) -> dict[str, str]:
    """The public key (PEM) of this purpose for every key on the ring, current first."""
    return {key_id: _pem(_private_key(key_id, purpose)) for key_id in key_ids()}


def retirement(key_id: str, *, purpose: str) -> str:
    """The line of RETIRED_KEYS that lets signatures of this key be checked after it left the ring."""
    return f"{purpose}/{key_id}:{_raw(_private_key(key_id, purpose).public_key()).hex()}"


def _public_key(key_id: str, purpose: str) -> Ed25519PublicKey:
    """Of a key on the ring, or of one that left and is named in RETIRED_KEYS; UnknownKey otherwise."""
    if key_id in key_ids():
        return _private_key(key_id, purpose).public_key()
    retired = dict(line.split(":", 1) for line in settings.RETIRED_KEYS if ":" in line)
    if f"{purpose}/{key_id}" not in retired:
        raise UnknownKey(key_id)
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(retired[f"{purpose}/{key_id}"]))


def _private_key(key_id: str, purpose: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(subkey(key_id, use="sign", purpose=purpose))


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _pem(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
