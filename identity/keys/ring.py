"""The keys this installation holds: the first seals, every one of them opens."""

from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

LABEL = b"identity.keys.v1"


class UnknownKey(LookupError):
    """A value names a key that is no longer on the ring."""

    code = "unknown_key"


def current_key_id() -> str:
    """The id of the key that seals from now on."""
    return next(iter(settings.KEY_RING))[0]


def key_ids() -> tuple[str, ...]:
    """Every key on the ring, current first."""
    return tuple(key_id for key_id, _ in settings.KEY_RING)


def subkey(key_id: str, *, use: str, purpose: str, context: str = "", length: int = 32) -> bytes:
    """Bytes that belong to one key, one use, one purpose and one context (HKDF-SHA256, RFC 5869).

    Refuses a key that is not on the ring with UnknownKey.
    """
    for known_id, key in settings.KEY_RING:
        if known_id == key_id:
            expand = _expand_once if context else _expand
            return expand(key, _joined(use, purpose, context), length)
    raise UnknownKey(key_id)


def _joined(*parts: str) -> bytes:
    """The parts with their lengths before them, so that no two lists give the same bytes."""
    encoded = [part.encode() for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)


def _expand_once(key: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=LABEL, info=info).derive(key)


@lru_cache(maxsize=256)
def _expand(key: bytes, info: bytes, length: int) -> bytes:
    """Purposes are few and asked for at every request; contexts are endless and not kept."""
    return _expand_once(key, info, length)
