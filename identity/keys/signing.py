"""Signatures that anybody can check with a published key: Ed25519 (RFC 8032), one key per purpose."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

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
    """Whether a key of the ring signed exactly this message for this purpose."""
    try:
        public = _private_key(signature.key_id, purpose).public_key()
        public.verify(bytes.fromhex(signature.text), message)
    except (UnknownKey, InvalidSignature, ValueError):
        return False
    return True


def public_keys(*, purpose: str) -> dict[str, str]:
    """The public key (PEM) of this purpose for every key on the ring, current first."""
    return {key_id: _pem(_private_key(key_id, purpose)) for key_id in key_ids()}


def _private_key(key_id: str, purpose: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(subkey(key_id, use="sign", purpose=purpose))


def _pem(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
