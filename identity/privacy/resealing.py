"""Every column that a key of the ring seals, and how it comes under the current key.

A house test walks all models: a new sealed column must stand in SEALED or in PASSING.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from identity import keys
from identity.accounts import sealing as addresses
from identity.accounts.contacts import Contact
from identity.accounts.models import Identifier
from identity.audit import actions as audit
from identity.codes import actions as codes
from identity.codes import trying
from identity.codes.models import Challenge
from identity.factors import cardsecrets, pins
from identity.factors import sealing as factors
from identity.factors.models import Card, Pin, Totp
from identity.messaging import vendor_tokens
from identity.messaging.models import VendorToken
from identity.recovery import requests as recovery
from identity.recovery.models import RecoveryRequest
from identity.security.models import SecurityEvent
from identity.security.rules import DISAVOWABLE_FOR

BATCH = 200


def _nothing_hangs_on(_row: Any) -> None:
    """Most sealed columns stand alone."""


@dataclass(frozen=True)
class Column:
    """A sealed column: its rows, and what one of them becomes under the current key.

    `fresh` gives every field that changes with it. What else hangs on the key (`follow`) moves in
    the same transaction.
    """

    model: type[Model]
    field: str
    fresh: Callable[[Any], dict[str, Any]]
    follow: Callable[[Any], None] = _nothing_hangs_on

    @property
    def name(self) -> str:
        """Such as identity.Totp.sealed_seed."""
        return f"{self.model._meta.label}.{self.field}"

    @property
    def behind(self) -> QuerySet[Any]:
        """The rows that an older key seals."""
        current = Q(**{f"{self.field}__startswith": f"{keys.current_key_id()}."})
        return self.model._default_manager.exclude(current | Q(**{self.field: ""}))

    def under(self, key_id: str) -> int:
        """How many rows this key seals."""
        sealed = {f"{self.field}__startswith": f"{key_id}."}
        return self.model._default_manager.filter(**sealed).count()


@dataclass(frozen=True)
class Passing:
    """A column whose rows end before anybody would seal them anew; the key waits for the last one."""

    model: type[Model]
    field: str
    alive: Callable[[datetime], Q]

    @property
    def name(self) -> str:
        """Such as identity.SecurityEvent.key_id."""
        return f"{self.model._meta.label}.{self.field}"

    def under(self, key_id: str, *, now: datetime) -> int:
        """How many living rows still need this key."""
        return self.model._default_manager.filter(self.alive(now), key_id=key_id).count()


@dataclass(frozen=True)
class Progress:
    """One batch is done: so many rows were sealed anew, so many open under no key of the ring."""

    column: str
    resealed: int
    unreadable: int


def _text(
    field: str, purpose: str, context: Callable[[Any], str]
) -> Callable[[Any], dict[str, Any]]:
    """How a column becomes fresh that nothing else depends on."""

    def fresh(row: Any) -> dict[str, Any]:
        return {field: keys.reseal(getattr(row, field), purpose=purpose, context=context(row))}

    return fresh


def _fresh_identifier(row: Identifier) -> dict[str, Any]:
    """Sealed value and blind index change together: each is bound to the other."""
    value = addresses.open_identifier(row.sealed, digest=row.digest)
    index = addresses.indexes(row.kind, value)[0]
    sealed = addresses.seal_identifier(value, digest=index.digest)
    return {"sealed": sealed, "digest": index.digest, "key_id": index.key_id}


def _follow_identifier(row: Identifier) -> None:
    value = addresses.open_identifier(row.sealed, digest=row.digest)
    codes.follow_key(contact=Contact("phone" if row.kind == "phone" else "email", value))


def _fresh_card(row: Card) -> dict[str, Any]:
    """The paper people hold stays good: number and token are the same, their digests are new."""
    cardsecrets.reseal(row)
    fields = ("sealed_secret", "key_id", "number_digest", "token_digest")
    return {field: getattr(row, field) for field in fields}


def _by_person(row: Totp | Pin) -> str:
    return str(row.person.uuid)


def _by_uuid(row: RecoveryRequest) -> str:
    return str(row.uuid)


def _by_vendor(row: VendorToken) -> str:
    return row.vendor


def _follow_totp(row: Totp) -> None:
    trying.carry_over(factors.try_digests(row.person))


def _follow_pin(row: Pin) -> None:
    trying.carry_over(pins.pin_digests(row.person))


SEALED: tuple[Column, ...] = (
    Column(Identifier, "sealed", _fresh_identifier, _follow_identifier),
    Column(Totp, "sealed_seed", _text("sealed_seed", factors.PURPOSE, _by_person), _follow_totp),
    Column(Pin, "sealed_hash", _text("sealed_hash", pins.PURPOSE, _by_person), _follow_pin),
    Column(Card, "sealed_secret", _fresh_card),
    Column(RecoveryRequest, "sealed_contact", _text("sealed_contact", recovery.SEAL, _by_uuid)),
    Column(RecoveryRequest, "sealed_meant", _text("sealed_meant", recovery.SEAL, _by_uuid)),
    Column(VendorToken, "sealed_access", _text("sealed_access", vendor_tokens.PURPOSE, _by_vendor)),
    Column(
        VendorToken, "sealed_refresh", _text("sealed_refresh", vendor_tokens.PURPOSE, _by_vendor)
    ),
)

PASSING: tuple[Passing, ...] = (
    Passing(Challenge, "sealed_address", lambda now: Q(expires_at__gt=now, spent_at=None)),
    Passing(SecurityEvent, "key_id", lambda now: Q(at__gt=now - DISAVOWABLE_FOR)),
)


def reseal(*, by: None, now: datetime, batch: int = BATCH) -> Iterator[Progress]:
    """Bring every sealed column under the current key, batch by batch; told after each of them.

    Safe beside live traffic and to stop at any row: a row is written only if it is still what was
    read, and a second run takes up what is left. `by` is None: the operator's command line.
    """
    for column in SEALED:
        yield from _reseal_column(column, batch)
    left = sum(column.behind.count() for column in SEALED)
    audit.record(act="keys.resealed", by=by, detail={"left": left}, now=now)


def left_on(key_id: str, *, now: datetime) -> dict[str, int]:
    """How many values still need this key, by column; nothing: it may leave the ring."""
    counted = {column.name: column.under(key_id) for column in SEALED}
    counted |= {column.name: column.under(key_id, now=now) for column in PASSING}
    return {name: count for name, count in counted.items() if count}


def _reseal_column(column: Column, batch: int) -> Iterator[Progress]:
    last = 0
    while rows := list(column.behind.filter(pk__gt=last).order_by("pk")[:batch]):
        outcomes = [_reseal_row(column, row) for row in rows]
        yield Progress(column.name, outcomes.count(True), outcomes.count(None))
        last = rows[-1].pk


def _reseal_row(column: Column, row: Any) -> bool | None:
    """True once written, False when somebody else changed it meanwhile, None when nothing opens it."""
    seen = {"pk": row.pk, column.field: getattr(row, column.field)}
    try:
        with transaction.atomic():
            column.follow(row)
            written = column.model._default_manager.filter(**seen).update(**column.fresh(row))
    except keys.Unsealable:
        return None
    return bool(written)
