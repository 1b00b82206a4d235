"""What a page may show of a code that was asked for, and of a closed sign-in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from identity import keys
from identity.accounts.contacts import Contact
from identity.codes import browsers, rules, sending, trying
from identity.codes.addressing import address_of, open_contact
from identity.codes.browsers import Browser
from identity.codes.models import Challenge, TryScope
from identity.messaging import queries as messages


@dataclass(frozen=True)
class Pending:
    """A challenge as the browser that asked for it may see it."""

    challenge: UUID
    contact: Contact
    expires_at: datetime
    next_send_at: datetime
    tries_left: int


@dataclass(frozen=True)
class Closure:
    """A closed sign-in of an address; without `opens_at` only a person can open it."""

    is_known_browser: bool
    opens_at: datetime | None


def pending(*, challenge: UUID, browser: Browser, now: datetime) -> Pending | None:
    """The live challenge of this browser; None when it is spent, expired, void or another browser's."""
    asked = Challenge.objects.filter(uuid=challenge, spent_at=None, expires_at__gt=now).first()
    if asked is None or not browsers.asked_for(browser, asked):
        return None
    try:
        contact = open_contact(asked.sealed_address, challenge=asked.uuid)
    except keys.Unsealable:
        return None
    left = rules.ATTEMPTS_PER_CODE - asked.attempts
    return (
        Pending(asked.uuid, contact, asked.expires_at, asked.next_send_at, left) if left else None
    )


def next_send_at(
    asked: Pending | None, *, contact: Contact, browser: Browser, now: datetime
) -> datetime | None:
    """When this browser may have the next message: of its live code, or else a new one for the address.

    None when it may now.
    """
    if asked is not None:
        return asked.next_send_at
    digests = address_of(contact).digests
    is_known = browsers.is_known(browser, digests, now=now)
    return sending.free_again_at(digests, is_known=is_known, now=now)


def went_by_email(challenge: UUID) -> bool:
    """Whether the code of a number was sent to an e-mail as well: then it does not prove the number."""
    return messages.went_by_email(challenge)


def is_stuck(challenge: UUID) -> bool:
    """Whether the code could not be sent so far, as far as its page may tell."""
    return messages.is_stuck(challenge)


def closures(*, contact: Contact, now: datetime) -> list[Closure]:
    """The closed budgets of an address, for the person who may open them; empty when none is closed."""
    digests = address_of(contact).digests
    scopes = {TryScope.STRANGERS: False, TryScope.KNOWN: True}
    found = (
        (is_known, trying.closed_budget(scope, digests, now=now))
        for scope, is_known in scopes.items()
    )
    return [Closure(is_known, trying.opens_at(budget)) for is_known, budget in found if budget]


def people_of(browser: Browser, *, among: Collection[int], now: datetime) -> frozenset[int]:
    """Who of these people was signed in in this browser within the last 30 days."""
    return browsers.used_by(browser, among, now=now)
