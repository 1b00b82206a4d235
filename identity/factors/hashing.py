"""A slow hash for secrets short enough to be guessed (scrypt, RFC 7914)."""

import hashlib

# 16 MiB and some 60 ms a time: bearable at a door that admits five tries, ruinous for a million
COST, BLOCK, LANES = 2**14, 8, 1
MOST_MEMORY = 64 * 1024 * 1024
SALT_BYTES = 16


def slow_hash(secret: str, *, salt: bytes) -> bytes:
    """32 bytes that cost the same work whoever asks."""
    return hashlib.scrypt(
        secret.encode(), salt=salt, n=COST, r=BLOCK, p=LANES, maxmem=MOST_MEMORY, dklen=32
    )
