"""A device with a passkey, in software: it answers questions as a phone does, with real signatures."""

import hashlib
import json
import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cbor import encode
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One device; `counter` is its sign counter, `is_verifying` whether it asks for finger or face."""

    origin: str = "http://localhost"
    rp_id: str = "localhost"
    is_verifying: bool = True
    counter: int = 0
    credential_id: bytes = field(default_factory=lambda: os.urandom(16))
    user_handle: bytes = b""

    def __post_init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())

    def make(self, options: dict) -> str:
        """The JSON a browser sends after navigator.credentials.create."""
        asked = options["publicKey"]
        self.user_handle = websafe_decode(asked["user"]["id"])
        told = self._told("webauthn.create", asked["challenge"])
        public = ES256.from_cryptography_key(self.key.public_key())
        attested = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id
        data = self._data(ATTESTED) + attested + encode(dict(public))
        statement = encode({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer({"clientDataJSON": told, "attestationObject": statement})

    def show(self, options: dict) -> str:
        """The JSON a browser sends after navigator.credentials.get."""
        told = self._told("webauthn.get", options["publicKey"]["challenge"])
        if self.counter:
            self.counter += 1
        data = self._data(0)
        signature = self.key.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": told,
                "authenticatorData": data,
                "signature": signature,
                "userHandle": self.user_handle,
            }
        )

    def _told(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.is_verifying else 0)
        digest = hashlib.sha256(self.rp_id.encode()).digest()
        return digest + bytes([flags]) + self.counter.to_bytes(4, "big")

    def _answer(self, response: dict[str, bytes]) -> str:
        shown = websafe_encode(self.credential_id)
        return json.dumps(
            {
                "id": shown,
                "rawId": shown,
                "type": "public-key",
                "response": {name: websafe_encode(value) for name, value in response.items()},
                "clientExtensionResults": {},
            }
        )
