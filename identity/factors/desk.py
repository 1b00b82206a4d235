"""A person confirmed face to face: for a quarter of an hour her next code opens her account, once.

Who may confirm whom is asked where the screen is (recovery.desk); here it is written down and used.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet

from identity import keys
from identity.codes import otp
from identity.codes.addressing import address_of
from identity.factors.models import DeskConfirmation, Paper
from identity.factors.rules import DESK

if TYPE_CHECKING:
    from identity.accounts.contacts import Contact
    from identity.accounts.models import Person

CONFIRMED_FOR = dt.timedelta(minutes=15)


def confirm(
    *, person: Person, contact: Contact | None, paper: Paper, by: Person, now: dt.datetime
) -> DeskConfirmation:
    """Write down that `by` saw the person and her papers; an earlier confirmation of hers ends.

    With a `contact` it is good for a code to that address alone. Runs in the caller's transaction.
    """
    _live(now).filter(person=person).update(withdrawn_at=now)
    return DeskConfirmation.objects.create(
        person=person,
        by=by,
        paper=paper,
        contact_digest=address_of(contact).digests[0] if contact else "",
        at=now,
        expires_at=now + CONFIRMED_FOR,
    )


def confirmation_for(
    *, contact: Contact, held_by: Collection[int], now: dt.datetime
) -> DeskConfirmation | None:
    """The confirmation that a code to this address may use now.

    Either it names the address, or it names none and its person is among those who hold the address
    (`held_by`, row ids).
    """
    hers = Q(contact_digest="", person_id__in=list(held_by))
    named = Q(contact_digest__in=address_of(contact).digests)
    return _newest_first(_live(now).filter(hers | named)).first()


def digits_of(confirmation: DeskConfirmation) -> str:
    """Six digits for the screen of who confirmed: they say whose confirmation it is.

    Several people on one number get its codes, so a code alone does not tell which of them was seen.
    """
    key_id = keys.current_key_id()
    return otp.challenge_code(challenge=confirmation.uuid, purpose=DESK, key_id=key_id)


def confirmation_of_digits(
    digits: str, *, contact: Contact, held_by: Collection[int], now: dt.datetime
) -> DeskConfirmation | None:
    """The confirmation these digits stand for, if its person holds the address (`held_by`, row ids).

    The caller counted the try before.
    """
    meant = Q(contact_digest="") | Q(contact_digest__in=address_of(contact).digests)
    theirs = _live(now).filter(meant, person_id__in=list(held_by))
    key_id = keys.current_key_id()
    same = (
        each
        for each in _newest_first(theirs)
        if otp.is_code_of(digits, challenge=each.uuid, purpose=DESK, key_id=key_id)
    )
    return next(same, None)


def newest_of(person: Person, *, now: dt.datetime) -> DeskConfirmation | None:
    """The confirmation of a person that still waits for her code."""
    return _live(now).filter(person=person).order_by("-at", "-id").first()


def use(confirmation: DeskConfirmation, *, now: dt.datetime) -> bool:
    """Spend a confirmation; of two at once only one is told True. Committed on return."""
    with transaction.atomic(durable=True):
        spent = _live(now).filter(pk=confirmation.pk).update(used_at=now)
    return bool(spent)


def _newest_first(found: QuerySet[DeskConfirmation]) -> QuerySet[DeskConfirmation]:
    return found.select_related("person__kept", "by").order_by("-at", "-id")


def _live(now: dt.datetime) -> QuerySet[DeskConfirmation]:
    return DeskConfirmation.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=now)
