"""Where a code goes whose text message failed: to an e-mail address the same person proved."""

from __future__ import annotations

from datetime import datetime

from identity.accounts.contacts import Contact
from identity.accounts.models import Holding
from identity.accounts.queries import address_of, holdings_of, is_child, live_holders


def destination(asked: Contact, *, channel: str, now: datetime) -> Contact | None:
    """The address a message takes by this channel; None when there is none.

    An e-mail stands in for a number only where one person alone holds the number, opens it with a
    code alone and proved it within 30 days; it never goes to a child.
    """
    if channel != "email" or asked.kind == "email":
        return asked
    held = live_holders(asked)
    if len(held) != 1 or not _opens_by_code(held[0], now) or is_child(held[0].person_id):
        return None
    emails = holdings_of(held[0].person).filter(identifier__kind="email")
    usable = [holding for holding in emails if not holding.is_guarded]
    return address_of(usable[0]) if usable else None


def _opens_by_code(holding: Holding, now: datetime) -> bool:
    return not holding.is_guarded and not holding.is_silent(now)
