"""Several people on one number or e-mail address: nicknames, invitations, joining and leaving.

Everything here decides under the lock of the address's row. Who may call it (a fresh proof, a PIN of
her own) is decided above, by whoever knows factors.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from identity.accounts.actions import end_sessions
from identity.accounts.addresses import SEATS
from identity.accounts.models import Holding, Identifier, Invitation, Person
from identity.accounts.nicknames import NicknameRefused, look, read_nickname
from identity.accounts.queries import beside
from identity.audit import actions as audit

if TYPE_CHECKING:
    from django.utils.functional import Promise

INVITATION_LIFE = timedelta(minutes=30)


class SharingRefused(Exception):
    """Something about a shared address that cannot be done; `code` is stable, `message` for people."""

    code: str
    message: Promise


class AddressFull(SharingRefused):
    """Five people are on this address."""

    code = "address_full"
    message = _(
        "Five people share this already, which is the most. Somebody must leave it first, or the"
        " newcomer takes a number or e-mail address of her own, or a card from the trainer."
    )


class InvitationOver(SharingRefused):
    """The invitation was used, withdrawn or is older than half an hour."""

    code = "invitation_over"
    message = _(
        "The invitation is over. Ask the person who invited you to open a new one in her account,"
        " under “Shared phone”."
    )


class StillShared(SharingRefused):
    """Others are on this address, or one may join at any moment."""

    code = "still_shared"
    message = _("Others use this too. It can be yours alone only once they have left.")


class NotShared(SharingRefused):
    """Without a nickname nobody can be asked to join: her own account would open by a code alone."""

    code = "not_shared"
    message = _("Choose a nickname and a PIN of your own first.")


class HoldingOver(SharingRefused):
    """The person does not hold this address any more."""

    code = "holding_over"
    message = _("You do not use this number or e-mail address any more.")


def choose_nickname(*, holding: Holding, nickname: str, by: Person, now: datetime) -> Holding:
    """Name a holding in the list its address shows; from now on a code alone does not open it.

    Refusals: NicknameRefused (also when another's on the address looks the same), HoldingOver.
    """
    with transaction.atomic():
        held = _lock(holding)
        _name(held, nickname, full_name=by.name)
        audit.record(act="sharing.nickname_chosen", by=by, subjects=[by.pk], now=now)
    return held


def invite(*, holding: Holding, by: Person, now: datetime) -> Invitation:
    """Let one more person join within half an hour, in place of any earlier invitation.

    Refusals: NotShared, AddressFull, HoldingOver.
    """
    with transaction.atomic():
        held = _lock(holding)
        if not held.is_guarded:
            raise NotShared
        _free_seat(held.identifier_id)
        _end_invitations(held.identifier_id, now=now)
        invitation = Invitation.objects.create(
            identifier_id=held.identifier_id,
            opened_by=held,
            opened_at=now,
            expires_at=now + INVITATION_LIFE,
        )
        audit.record(act="sharing.invited", by=by, subjects=[by.pk], now=now)
    return invitation


def withdraw(*, holding: Holding, by: Person, now: datetime) -> bool:
    """Take back the invitation this holder opened; whether there was one nobody had used."""
    with transaction.atomic():
        held = _lock(holding)
        opened = Invitation.objects.filter(opened_by=held, ended_at=None)
        withdrawn = opened.update(ended_at=now)
        if withdrawn:
            audit.record(act="sharing.withdrawn", by=by, subjects=[by.pk], now=now)
    return bool(withdrawn)


def join(*, person: Person, invitation: UUID, nickname: str, now: datetime) -> Holding:
    """Give the person a seat on the address she was invited to and has just proved.

    One UPDATE spends the invitation. Refusals: InvitationOver, AddressFull, NicknameRefused.
    """
    with transaction.atomic():
        asked = Invitation.objects.filter(uuid=invitation).first()
        if asked is None:
            raise InvitationOver
        Identifier.objects.select_for_update().get(pk=asked.identifier_id)
        if not _lasting(now).filter(pk=asked.pk).update(ended_at=now):
            raise InvitationOver
        joined = _seat(person, asked.identifier_id, nickname, now=now)
        Invitation.objects.filter(pk=asked.pk).update(joined=joined)
        subjects = [person.pk, asked.opened_by.person_id]
        audit.record(act="sharing.joined", by=person, subjects=subjects, now=now)
    return joined


def keep_alone(*, holding: Holding, by: Person, now: datetime) -> None:
    """Give up the nickname: nobody else is here, and a code alone opens the account again.

    Refusals: StillShared, HoldingOver.
    """
    with transaction.atomic():
        held = _lock(holding)
        if beside(held).count() > 1 or live_invitation(held, now=now):
            raise StillShared
        _end_invitations(held.identifier_id, now=now)
        held.nickname, held.nickname_key, held.seat = "", "", 1
        held.save(update_fields=["nickname", "nickname_key", "seat"])
        audit.record(act="sharing.kept_alone", by=by, subjects=[by.pk], now=now)


def leave(*, holding: Holding, by: Person, now: datetime) -> None:
    """End one's own holding; those who stay keep theirs, each behind the own PIN. Refusal: HoldingOver."""
    _end(holding, by=by, reason="left", act="sharing.left", now=now)


def end_at_desk(*, holding: Holding, by: Person, now: datetime) -> None:
    """End a holding for a person who stands before a member of staff; all her sessions end.

    Whether `by` may is for the screen to decide. Refusal: HoldingOver.
    """
    with transaction.atomic():
        _end(holding, by=by, reason="desk", act="sharing.ended_at_desk", now=now)
        end_sessions(person=holding.person.as_kept, by=by, now=now)


def seat_again(holding: Holding) -> int:
    """The seat for an ended holding that comes back; its address stays locked until the transaction ends.

    Refusals: AddressFull; NotShared when others are there and she had no nickname, or the one who is
    there took hers off: nobody sits beside somebody whom a code alone opens.
    """
    Identifier.objects.select_for_update().get(pk=holding.identifier_id)
    others = beside(holding)
    if others.filter(nickname="").exists() or (not holding.is_guarded and others.exists()):
        raise NotShared
    return _free_seat(holding.identifier_id)


def live_invitation(holding: Holding, *, now: datetime) -> Invitation | None:
    """The invitation that stands open on the address of a holding, whoever opened it."""
    return open_invitation(holding.identifier_id, now=now)


def open_invitation(identifier_id: int, *, now: datetime) -> Invitation | None:
    """The invitation that stands open on an address."""
    return (
        _lasting(now)
        .filter(identifier=identifier_id)
        .select_related("opened_by__person__kept")
        .first()
    )


def _lasting(now: datetime) -> QuerySet[Invitation]:
    """Invitations that still let somebody in: whoever opened them is still there herself."""
    return Invitation.objects.filter(ended_at=None, expires_at__gt=now, opened_by__until=None)


def _lock(holding: Holding) -> Holding:
    """The holding as it is now, its address locked until the transaction ends."""
    Identifier.objects.select_for_update().get(pk=holding.identifier_id)
    held = Holding.objects.live().filter(pk=holding.pk).first()
    if held is None:
        raise HoldingOver
    return held


def _name(held: Holding, nickname: str, *, full_name: str) -> None:
    held.nickname = read_nickname(nickname, full_name=full_name)
    held.nickname_key = look(held.nickname)
    _refuse_taken(held)
    held.save(update_fields=["nickname", "nickname_key"])


def _refuse_taken(held: Holding) -> None:
    others = beside(held).exclude(pk=held.pk)
    if others.filter(nickname_key=held.nickname_key).exists():
        raise NicknameRefused("taken")


def _seat(person: Person, identifier_id: int, nickname: str, *, now: datetime) -> Holding:
    seat = _free_seat(identifier_id)
    read = read_nickname(nickname, full_name=person.name)
    fresh = Holding(
        identifier_id=identifier_id,
        person=person,
        since=now,
        proved_at=now,
        seat=seat,
        nickname=read,
        nickname_key=look(read),
    )
    _refuse_taken(fresh)
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except IntegrityError:
        raise InvitationOver from None
    return fresh


def _free_seat(identifier_id: int) -> int:
    taken = set(
        Holding.objects.live().filter(identifier=identifier_id).values_list("seat", flat=True)
    )
    free = [seat for seat in range(1, SEATS + 1) if seat not in taken]
    if not free:
        raise AddressFull
    return free[0]


def _end(holding: Holding, *, by: Person, reason: str, act: str, now: datetime) -> None:
    with transaction.atomic():
        held = _lock(holding)
        Invitation.objects.filter(opened_by=held, ended_at=None).update(ended_at=now)
        held.until, held.ended_reason = now, reason
        held.save(update_fields=["until", "ended_reason"])
        audit.record(act=act, by=by, subjects=[held.person_id], now=now)


def _end_invitations(identifier_id: int, *, now: datetime) -> None:
    Invitation.objects.filter(identifier=identifier_id, ended_at=None).update(ended_at=now)
