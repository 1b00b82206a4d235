"""The signed line in the QR square: a JWS (RFC 7515, EdDSA by RFC 8037) anybody checks without asking us.

Only the one canonical spelling counts: a base64 letter whose spare bits were changed is another token.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from courses.certificates.snapshots import Snapshot
from identity import keys
from identity.keys import KnownKey, Signature, UnknownKey

PURPOSE = "certificates"
ALGORITHM = "EdDSA"
LONGEST = 4096
PARTS = 3


class NotSigned(ValueError):
    """Not a token of ours: `code` is malformed, unknown_key, wrong_signature or retired_key."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Claim:
    """What a token says by itself; whether the certificate still stands only the site knows."""

    key_id: str
    code: str
    name: str
    course: str
    edition: int
    band: str
    issued_on: date
    digest: bytes


def sign_snapshot(snapshot: Snapshot) -> str:
    """The token of a certificate; short, since every letter makes the square denser."""
    told = {
        "c": snapshot.code,
        "n": snapshot.name,
        "t": snapshot.course,
        "e": snapshot.edition,
        "r": snapshot.band,
        "d": snapshot.issued_on.isoformat(),
        "h": encoded(snapshot.digest()),
    }
    return sign({"kid": keys.current_key_id()}, told)


def read_token(token: str) -> Claim:
    """What the token says, once its signature is proved. Refusal: NotSigned."""
    header, told = verify(token)
    try:
        claim = Claim(
            key_id=header["kid"],
            code=told["c"],
            name=told["n"],
            course=told["t"],
            edition=told["e"],
            band=told["r"],
            issued_on=date.fromisoformat(told["d"]),
            digest=decoded(told["h"]),
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise NotSigned("malformed") from wrong
    until = keys.known_key(claim.key_id, purpose=PURPOSE).until
    if until is not None and claim.issued_on > until:
        raise NotSigned("retired_key")
    return claim


def sign(header: Mapping[str, Any], payload: Mapping[str, Any]) -> str:
    """A compact JWS under the current key."""
    signed = f"{_packed({'alg': ALGORITHM, **header})}.{_packed(payload)}"
    signature = keys.sign(signed.encode(), purpose=PURPOSE)
    return f"{signed}.{encoded(bytes.fromhex(signature.text))}"


def verify(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and payload of a token whose signature holds. Refusal: NotSigned.

    `kid` names a key of ours, alone or behind the # of our DID.
    """
    parts = token.split(".") if len(token) <= LONGEST else []
    try:
        header, payload, signature = (decoded(part) for part in parts)
        read, told = json.loads(header), json.loads(payload)
        key_id = str(read["kid"]).rpartition("#")[2]
    except (ValueError, KeyError, TypeError) as wrong:
        raise NotSigned("malformed") from wrong
    if read.get("alg") != ALGORITHM or not isinstance(told, dict):
        raise NotSigned("malformed")
    _prove(".".join(parts[:2]), Signature(key_id, signature.hex()))
    return read, told


def public_keys() -> tuple[KnownKey, ...]:
    """Every key certificates may be signed with, the current one first, retired ones last."""
    return keys.known_keys(purpose=PURPOSE)


def encoded(raw: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """The bytes of base64url without padding, in its one canonical spelling; ValueError otherwise."""
    try:
        raw = base64.b64decode(f"{text}{'=' * (-len(text) % 4)}", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise ValueError("not base64url") from wrong
    if encoded(raw) != text:
        raise ValueError("not the canonical spelling")
    return raw


def _prove(signed: str, signature: Signature) -> None:
    try:
        keys.known_key(signature.key_id, purpose=PURPOSE)
    except UnknownKey as unknown:
        raise NotSigned("unknown_key") from unknown
    if not keys.is_signed(signed.encode(), signature, purpose=PURPOSE):
        raise NotSigned("wrong_signature")


def _packed(value: Mapping[str, Any]) -> str:
    return encoded(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
