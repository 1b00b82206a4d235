"""Values at rest: AES-256-GCM under a key of their purpose, bound to the row they belong to."""

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from identity.keys.ring import UnknownKey, current_key_id, subkey

NONCE_BYTES = 12
TAG_BYTES = 16


class Unsealable(ValueError):
    """A sealed value was changed, moved to another purpose or row, or its key is gone."""

    code = "unsealable"


def seal(text: str, *, purpose: str, context: str) -> str:
    """`keyid.base64`: the text as only this purpose and context can open it again.

    `context` names the row (its uuid), so that a value copied to another row does not open there.
    """
    key_id = current_key_id()
    nonce = os.urandom(NONCE_BYTES)
    sealed = _cipher(key_id, purpose).encrypt(nonce, text.encode(), _bound_to(purpose, context))
    return f"{key_id}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(token: str, *, purpose: str, context: str) -> str:
    """The text that was sealed; any difference in token, purpose or context is Unsealable."""
    key_id, _, encoded = token.partition(".")
    try:
        raw = base64.b64decode(encoded.encode(), altchars=b"-_", validate=True)
        if len(raw) < NONCE_BYTES + TAG_BYTES:
            raise Unsealable("The sealed value is too short.")
        nonce, sealed = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
        opened = _cipher(key_id, purpose).decrypt(nonce, sealed, _bound_to(purpose, context))
        return opened.decode()
    except (binascii.Error, UnicodeError, UnknownKey, InvalidTag) as wrong:
        raise Unsealable("The sealed value does not open here.") from wrong


def reseal(token: str, *, purpose: str, context: str) -> str:
    """The same text under the current key; Unsealable when the old key has left the ring."""
    return seal(unseal(token, purpose=purpose, context=context), purpose=purpose, context=context)


def _cipher(key_id: str, purpose: str) -> AESGCM:
    return AESGCM(subkey(key_id, use="seal", purpose=purpose))


def _bound_to(purpose: str, context: str) -> bytes:
    return f"{len(purpose)}:{purpose}:{context}".encode()
