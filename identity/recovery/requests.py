"""Every write to requests of people who lost every way into their account.

A request moves from state to state by one conditional UPDATE each, so that two presses of a button,
or the button and the clock, come to one result.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from identity import keys
from identity.accounts.contacts import Contact
from identity.accounts.queries import is_child, live_holders
from identity.audit import actions as audit
from identity.outbox import actions as outbox
from identity.recovery.events import RECOVERY_ASKED
from identity.recovery.looking_up import person_meant
from identity.recovery.models import RecoveryConfirmation, RecoveryRequest
from identity.recovery.permissions import answers_for
from identity.recovery.rules import MOST_OPEN, State, previous
from identity.refusal import ActRefused
from identity.security import actions as security
from identity.security.models import Kind
from identity.security.recipients import holdings_to_tell
from identity.sessions.queries import open_sessions

if TYPE_CHECKING:
    from typing import Any

    from django.utils.functional import Promise

    from identity.accounts.models import Person

SEAL = "recovery.request"

REASONS: dict[str, Promise] = {
    "taken": _(
        "The new number or e-mail address has an account of its own. Use another one here, or sign in"
        " with it and join the two accounts there."
    ),
    "not_yours": _("Nobody of your commune is meant by this."),
    "child": _("This is a child's account. Make a new sign-in card for the child instead."),
    "too_many": _("There are open requests for this account already. Decide about those first."),
    "over": _("This request is over. Look at the list again."),
}


class RecoveryRefused(ActRefused):
    """A request was not made or not moved."""

    reasons = REASONS


def ask(*, meant: str, contact: Contact, now: dt.datetime) -> RecoveryRequest:
    """Write down that somebody asks for the account of `meant`; `contact` was proved a moment ago.

    Who is meant is looked up by a worker (`look_up`), so that nobody learns from the answer, or from
    the time it takes, whether there is such an account. Refusal (RecoveryRefused): taken.
    """
    _check_free(contact, now=now)
    with transaction.atomic():
        request = _made(contact, meant=meant, now=now)
        uuid = str(request.uuid)
        outbox.add(topic=RECOVERY_ASKED, key=uuid, payload={"request": uuid}, now=now)
    return request


def look_up(*, request: UUID, now: dt.datetime) -> None:
    """Find out who is meant and tell her on every way we have; safe to run twice.

    Where nobody is meant, or a child, or too many ask already, the request ends here, in silence.
    """
    asked = RecoveryRequest.objects.filter(uuid=request, state=State.ASKED).first()
    if asked is None:
        return
    meant = _open(asked, asked.sealed_meant)
    person = person_meant(meant) if meant else None
    with transaction.atomic():
        if person is None or is_child(person.pk) or _is_crowded(person):
            move(asked, State.EXPIRED, now=now, sealed_meant="")
            return
        _begin_wait(asked, person, now=now)


def start(*, person: Person, contact: Contact, by: Person, now: dt.datetime) -> RecoveryRequest:
    """A member of staff, who has seen the person and her papers, asks for her; that is one confirmation.

    Refusals (RecoveryRefused): not_yours, child, taken, too_many.
    """
    if not answers_for(by, person, now=now):
        raise RecoveryRefused("not_yours")
    if is_child(person.pk):
        raise RecoveryRefused("child")
    _check_free(contact, now=now)
    with transaction.atomic():
        if _is_crowded(person):
            raise RecoveryRefused("too_many")
        request = _made(contact, started_by=by, now=now)
        _begin_wait(request, person, now=now)
        RecoveryConfirmation.objects.create(request=request, by=by, at=now)
        record("recovery.opened", request, by=by, now=now)
    return request


def confirm(*, request: RecoveryRequest, by: Person, now: dt.datetime) -> None:
    """A member of staff has seen the person and her papers; once counts, however often it is pressed.

    Refusals (RecoveryRefused): not_yours, over.
    """
    with transaction.atomic():
        request = _decidable(request, by=by, now=now)
        _row, is_new = RecoveryConfirmation.objects.get_or_create(
            request=request, by=by, defaults={"at": now}
        )
        if is_new:
            record("recovery.confirmed", request, by=by, now=now)


def refuse(*, request: RecoveryRequest, by: Person, now: dt.datetime) -> None:
    """A member of staff found that this is not her, or that she has changed her mind.

    Refusals (RecoveryRefused): not_yours, over.
    """
    with transaction.atomic():
        request = _decidable(request, by=by, now=now)
        if not move(request, State.REFUSED, by=by, now=now):
            raise RecoveryRefused("over")
        record("recovery.refused", request, by=by, now=now)
        _tell(request, Kind.RECOVERY_CANCELLED, now=now)


def cancel(*, request: RecoveryRequest, by: Person | None, now: dt.datetime) -> bool:
    """The person of the account says no, in a session of hers or by a notice (`by` None); whether it stopped.

    A request that is over stays what it became.
    """
    with transaction.atomic():
        if not move(request, State.CANCELLED, by=by, now=now):
            return False
        record("recovery.cancelled", request, by=by, now=now)
        _tell(request, Kind.RECOVERY_CANCELLED, now=now)
    return True


def move(request: RecoveryRequest, to: State, *, now: dt.datetime, **values: Any) -> bool:
    """Bring a request into a state its own may be followed by; False when somebody was faster."""
    by = values.pop("by", None)
    if to in ENDS:
        values.update(ended_at=now, ended_by=by)
    found = RecoveryRequest.objects.filter(pk=request.pk, state__in=sorted(previous(to)))
    return bool(found.update(state=to, **values))


def contact_of_request(request: RecoveryRequest) -> Contact | None:
    """The new address of a request; None when its key has left the ring."""
    kind, _colon, value = _open(request, request.sealed_contact).partition(":")
    return Contact("phone" if kind == "phone" else "email", value) if value else None


def record(act: str, request: RecoveryRequest, *, by: Person | None, now: dt.datetime) -> None:
    """One audit entry about the person of a request."""
    subjects = [request.person_id] if request.person_id else []
    audit.record(act=act, by=by, subjects=subjects, detail={"request": str(request.uuid)}, now=now)


ENDS = frozenset({State.DONE, State.CANCELLED, State.REFUSED, State.EXPIRED})


def _made(contact: Contact, *, now: dt.datetime, meant: str = "", **rest: Any) -> RecoveryRequest:
    uuid = uuid4()
    return RecoveryRequest.objects.create(
        uuid=uuid,
        sealed_meant=_seal(meant, uuid) if meant else "",
        sealed_contact=_seal(f"{contact.kind}:{contact.value}", uuid),
        asked_at=now,
        **rest,
    )


def _begin_wait(request: RecoveryRequest, person: Person, *, now: dt.datetime) -> None:
    """The wait begins, and everybody the account can reach hears of it."""
    can_hear = bool(holdings_to_tell(person, except_contact=None, now=now))
    was_told = can_hear or open_sessions(person, now).exists()
    begun = move(
        request,
        State.WAITING,
        now=now,
        person=person,
        waiting_at=now,
        due_at=now,
        was_told=was_told,
        sealed_meant="",
    )
    if begun:
        request.refresh_from_db()
        security.report(person=person, kind=Kind.RECOVERY_STARTED, now=now)


def _check_free(contact: Contact, *, now: dt.datetime) -> None:
    """Whoever holds the new address has an account behind it, and goes in by the door.

    A number that was silent for thirty days tells nothing: it goes over at the end.
    """
    if any(not holding.is_silent(now) for holding in live_holders(contact)):
        raise RecoveryRefused("taken")


def _is_crowded(person: Person) -> bool:
    return RecoveryRequest.objects.open().filter(person=person).count() >= MOST_OPEN


def _decidable(request: RecoveryRequest, *, by: Person, now: dt.datetime) -> RecoveryRequest:
    """The request, locked, if `by` answers for its person and it is not over."""
    found = RecoveryRequest.objects.select_for_update(of=("self",)).select_related("person")
    request = found.get(pk=request.pk)
    if request.person is None or not answers_for(by, request.person, now=now):
        raise RecoveryRefused("not_yours")
    if State(request.state) in ENDS:
        raise RecoveryRefused("over")
    return request


def _tell(request: RecoveryRequest, kind: Kind, *, now: dt.datetime) -> None:
    if request.person is not None:
        security.report(person=request.person, kind=kind, now=now)


def _seal(text: str, uuid: UUID) -> str:
    return keys.seal(text, purpose=SEAL, context=str(uuid))


def _open(request: RecoveryRequest, sealed: str) -> str:
    try:
        return keys.unseal(sealed, purpose=SEAL, context=str(request.uuid))
    except keys.Unsealable:
        return ""
