"""What a browser is asked for a passkey, what the session keeps of the question, how an answer is read.

WebAuthn Level 2 over the library's server: a question is random, lives five minutes and is bound to
the session it was asked in; user verification (finger, face, PIN of the phone) is always required.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from allauth.mfa.webauthn.internal import auth
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from identity.accounts.models import Person
from identity.codes.refusals import CodeRefused

LIFE = timedelta(minutes=5)
LONGEST_ANSWER = 20_000
VERIFIED = UserVerificationRequirement.REQUIRED
# what the library raises on bytes that are no answer at all
BROKEN = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError,
    NotImplementedError, struct.error,
)  # fmt: skip

Read = TypeVar("Read")


class PasskeyRefused(CodeRefused):
    """No passkey of this account, an old question, or an answer that was given before: all look the same."""

    code = "passkey_refused"
    sentence = _(
        "The fingerprint or face could not be checked. Try once more, or go on in another way."
    )


@dataclass(frozen=True)
class Question:
    """`options` for the browser's passkey dialogue, as JSON; `kept` for the session, until the answer."""

    options: dict[str, Any]
    kept: dict[str, str]


@dataclass(frozen=True)
class NewCredential:
    """A passkey a device has just made: the library's record of it and what we keep beside."""

    record: dict[str, Any]
    digest: str
    sign_count: int
    asked_at: datetime


def ask_for_new(person: Person, *, now: datetime) -> Question:
    """Have the device make a passkey it finds again by itself; devices that have one are left out."""
    options, state = auth.get_server().register_begin(
        user=auth.build_user_payload(person),
        credentials=auth.get_credentials(person),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=VERIFIED,
        extensions=auth.EXTENSIONS,
    )
    return Question(options=dict(options), kept=_kept(state, now))


def ask(person: Person | None, *, now: datetime) -> Question:
    """Have the device show a passkey: one of this person, or at the door whichever it has."""
    options, state = auth.get_server().authenticate_begin(
        credentials=auth.get_credentials(person) if person is not None else None,
        user_verification=VERIFIED,
    )
    return Question(options=dict(options), kept=_kept(state, now))


def read_new(answer: str, *, kept: Mapping[str, str] | None, now: datetime) -> NewCredential:
    """The passkey a device made in answer to `ask_for_new`. Refusal: PasskeyRefused."""
    state, asked_at = _state(kept, now)
    record = _reading(json.loads, answer)
    bound = _reading(lambda given: auth.get_server().register_complete(state, given), record)
    credential: RegistrationResponse = _reading(RegistrationResponse.from_dict, record)
    return NewCredential(
        record=record,
        digest=digest_of(credential.raw_id),
        sign_count=bound.counter,
        asked_at=asked_at,
    )


def read_answer(answer: str) -> AuthenticationResponse:
    """What a device answered to `ask`, not yet checked. Refusal: PasskeyRefused."""
    return _reading(lambda text: AuthenticationResponse.from_dict(json.loads(text)), answer)


def check(
    answer: AuthenticationResponse,
    credential: AttestedCredentialData,
    *,
    kept: Mapping[str, str] | None,
    now: datetime,
) -> datetime:
    """When the question was asked that this answers: signature, site and user verification are right.

    Refusal: PasskeyRefused.
    """
    state, asked_at = _state(kept, now)
    server = auth.get_server()
    _reading(lambda given: server.authenticate_complete(state, [credential], given), answer)
    return asked_at


def digest_of(credential_id: bytes) -> str:
    """Under which a passkey is found: the id itself may be a thousand bytes long."""
    return hashlib.sha256(credential_id).hexdigest()


def _kept(state: Mapping[str, Any], now: datetime) -> dict[str, str]:
    challenge = state["challenge"]
    text = challenge if isinstance(challenge, str) else websafe_encode(challenge)
    return {"challenge": text, "asked_at": now.isoformat()}


def _state(kept: Mapping[str, str] | None, now: datetime) -> tuple[dict[str, Any], datetime]:
    """The library's state of the question, and when it was asked; an old one is none."""
    if not kept:
        raise PasskeyRefused
    asked_at = datetime.fromisoformat(kept["asked_at"])
    if not timedelta(0) <= now - asked_at < LIFE:
        raise PasskeyRefused
    return {"challenge": kept["challenge"], "user_verification": VERIFIED}, asked_at


def _reading(read: Callable[[Any], Read | None], given: Any) -> Read:
    """`read(given)`, with one refusal for everything that can be wrong with bytes from outside."""
    if isinstance(given, str) and len(given) > LONGEST_ANSWER:
        raise PasskeyRefused
    try:
        found = read(given)
    except BROKEN:
        raise PasskeyRefused from None
    if found is None:
        raise PasskeyRefused
    return found
