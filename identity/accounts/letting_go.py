"""How an address leaves a person: changed, removed, passed on to a stranger; and back after an undo."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import IntegrityError, models, transaction

from identity.accounts import sharing
from identity.accounts.actions import AlreadyHeld, lock_address
from identity.accounts.models import Holding
from identity.accounts.queries import live_holders
from identity.accounts.sharing import SharingRefused

if TYPE_CHECKING:
    from identity.accounts.contacts import Contact


class EndReason(models.TextChoices):
    """Why a person no longer holds an address."""

    CHANGED = "changed"
    REMOVED = "removed"
    PASSED_ON = "passed_on"
    UNDONE = "undone"
    LOST = "lost"


def end_holding(*, holding: Holding, reason: EndReason, now: dt.datetime) -> bool:
    """Write down that the address is no longer hers; False when it had ended before."""
    live = Holding.objects.live().filter(pk=holding.pk)
    return bool(live.update(until=now, ended_reason=reason))


def restore_holding(*, holding: Holding, now: dt.datetime) -> Holding | None:
    """Give an address back to who held it, in a row of its own; None when somebody sits there by now.

    It is as silent as it was: an undo proves nothing. Beside others she sits again only behind the
    nickname she had.
    """
    try:
        with transaction.atomic():
            seat = sharing.seat_again(holding)
            return Holding.objects.create(
                identifier_id=holding.identifier_id,
                person_id=holding.person_id,
                since=now,
                proved_at=holding.proved_at,
                seat=seat,
                nickname=holding.nickname,
                nickname_key=holding.nickname_key,
            )
    except (IntegrityError, SharingRefused):
        return None


def pass_on(*, contact: Contact, now: dt.datetime) -> list[Holding]:
    """End every holding of an address that was silent for 30 days; those who held it.

    Somebody else has just proved it by a code. Refusal: AlreadyHeld when one of them proved it
    within these days, so that nothing is taken from her.
    """
    with transaction.atomic():
        lock_address(contact, now=now)
        held = live_holders(contact)
        if any(not holding.is_silent(now) for holding in held):
            raise AlreadyHeld
        for holding in held:
            end_holding(holding=holding, reason=EndReason.PASSED_ON, now=now)
    return held
