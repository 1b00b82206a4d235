"""What a card hides: its number and its token come from one secret, sealed in its row."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from secrets import token_bytes

from identity import keys
from identity.accounts.models import Person
from identity.factors.cardnumbers import RANDOM_BYTES, card_number
from identity.factors.models import Card

PURPOSE = "factors.card"
NUMBER = "factors.card_number"
TOKEN = "factors.card_token"  # noqa: S105 - the name of a purpose
SECRET_BYTES = 16


@dataclass(frozen=True)
class CardFace:
    """What is printed on a card: whose it is, its number, and the token of its QR picture."""

    name: str
    number: str
    token: str


def give_secret(card: Card) -> None:
    """A fresh secret for a card that is being made."""
    _keep(card, token_bytes(SECRET_BYTES))


def reseal(card: Card) -> None:
    """The same secret under the current key; refuses with keys.Unsealable once its key has left."""
    _keep(card, _secret(card))


def is_readable(card: Card) -> bool:
    """Whether the key of this card is still on the ring, so that it works and can be printed again."""
    try:
        return bool(_secret(card))
    except keys.Unsealable:
        return False


def face_of(card: Card, person: Person) -> CardFace:
    """The card as it is printed; keys.Unsealable once its key has left the ring."""
    secret = _secret(card)
    return CardFace(name=person.name, number=_number(secret), token=_token(secret))


def digests_of(value: str, purpose: str) -> list[str]:
    """The keyed digests of a number or a token under every key of the ring, current key first."""
    return [index.digest for index in keys.all_blind_indexes(value, purpose=purpose)]


def _keep(card: Card, secret: bytes) -> None:
    number = keys.blind_index(_number(secret), purpose=NUMBER)
    token = keys.blind_index(_token(secret), purpose=TOKEN)
    card.key_id, card.number_digest, card.token_digest = number.key_id, number.digest, token.digest
    card.sealed_secret = keys.seal(secret.hex(), purpose=PURPOSE, context=str(card.uuid))


def _secret(card: Card) -> bytes:
    return bytes.fromhex(keys.unseal(card.sealed_secret, purpose=PURPOSE, context=str(card.uuid)))


def _number(secret: bytes) -> str:
    """Whoever read a number over a shoulder learns nothing of the token, and the other way round."""
    return card_number(hashlib.sha256(b"number" + secret).digest()[:RANDOM_BYTES])


def _token(secret: bytes) -> str:
    digest = hashlib.sha256(b"token" + secret).digest()[:SECRET_BYTES]
    return urlsafe_b64encode(digest).decode().rstrip("=")
