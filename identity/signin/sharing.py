"""Sharing a number with others: what needs a PIN, a notice and a way left, in one piece each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from identity.accounts import actions as accounts
from identity.accounts import sharing
from identity.accounts.models import Holding, Invitation, Person
from identity.accounts.queries import beside, holdings_of
from identity.accounts.sharing import NotShared, SharingRefused
from identity.consent import actions as consents
from identity.consent.models import Channel
from identity.factors import pins
from identity.factors.cardqueries import live_card
from identity.factors.queries import passkeys_of
from identity.security import actions as security

if TYPE_CHECKING:
    from identity.consent.models import ConsentText
    from identity.signin.forms import Profile


class NoWayLeft(SharingRefused):
    """Without this address the person could not sign in any more."""

    code = "no_way_left"
    message = _(
        "This is your only way to sign in. Add a number or e-mail address of your own first, or a"
        " passkey; or ask the trainer of your class for a sign-in card."
    )


@dataclass(frozen=True)
class Joining:
    """What a newcomer on a shared number brings beside her profile."""

    invitation: UUID
    nickname: str
    pin: str = field(repr=False)


def share(*, holding: Holding, nickname: str, pin: str, by: Person, now: dt.datetime) -> Invitation:
    """Give the own holding a nickname, its person a PIN where she has none, and invite one person.

    From now on a code to this address opens her account only together with her PIN or passkey.
    Refusals: NicknameRefused, SharingRefused; pins' PinUnreadable and WeakPin; security.Frozen.
    """
    security.refuse_if_frozen(by, now)
    with transaction.atomic():
        sharing.choose_nickname(holding=holding, nickname=nickname, by=by, now=now)
        if not pins.has_pin(by):
            pins.set_pin(person=by, pin=pin, by=by, now=now)
        return sharing.invite(holding=holding, by=by, now=now)


def invite(*, holding: Holding, by: Person, now: dt.datetime) -> Invitation:
    """Let one more person join within half an hour. Refusals: SharingRefused, security.Frozen."""
    security.refuse_if_frozen(by, now)
    if not pins.has_pin(by):
        raise NotShared
    return sharing.invite(holding=holding, by=by, now=now)


def join(*, joining: Joining, profile: Profile, text: ConsentText, now: dt.datetime) -> Person:
    """Make the newcomer with her seat, her PIN and her consent together or not at all.

    The address was proved by a code within the last half hour. Everybody who was on it is told.
    Refusals: SharingRefused, accounts' NameRefused and NicknameRefused, pins' PinUnreadable, WeakPin.
    """
    with transaction.atomic():
        person = accounts.create_person(
            name=profile.name,
            birth_year=profile.birth_year,
            commune=profile.commune,
            contact=None,
            now=now,
        )
        seat = sharing.join(
            person=person, invitation=joining.invitation, nickname=joining.nickname, now=now
        )
        pins.set_pin(person=person, pin=joining.pin, by=person, now=now)
        consents.give_consent(person=person, text=text, channel=Channel.WEB, by=None, now=now)
        for other in beside(seat).exclude(pk=seat.pk).select_related("person__kept"):
            security.report(person=other.person.as_kept, kind="number_shared", now=now)
    return person


def keep_alone(*, holding: Holding, by: Person, now: dt.datetime) -> None:
    """Make an address open by a code alone again, when nobody else is on it.

    Refusals: sharing.StillShared, sharing.HoldingOver, security.Frozen.
    """
    security.refuse_if_frozen(by, now)
    sharing.keep_alone(holding=holding, by=by, now=now)


def leave(*, holding: Holding, by: Person, now: dt.datetime) -> None:
    """End the own holding of a shared address; the others keep theirs.

    Refusals: NoWayLeft, sharing.HoldingOver, security.Frozen.
    """
    security.refuse_if_frozen(by, now)
    if not has_other_way(by, besides=holding):
        raise NoWayLeft
    with transaction.atomic():
        security.report(person=by, kind="contact_removed", now=now)
        sharing.leave(holding=holding, by=by, now=now)


def end_at_desk(*, holding: Holding, by: Person, now: dt.datetime) -> None:
    """End somebody's holding for her, face to face; she is told on it and on her other addresses.

    Refusal: sharing.HoldingOver.
    """
    with transaction.atomic():
        security.report(person=holding.person.as_kept, kind="contact_removed", now=now)
        sharing.end_at_desk(holding=holding, by=by, now=now)


def has_other_way(person: Person, *, besides: Holding) -> bool:
    """Whether the person can sign in without this address: another one, a passkey or a card."""
    return (
        holdings_of(person).exclude(pk=besides.pk).exists()
        or passkeys_of(person).exists()
        or live_card(person) is not None
    )
