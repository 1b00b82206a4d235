"""Every write to people, their addresses and where they live."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from identity.accounts import sealing
from identity.accounts.contacts import Contact
from identity.accounts.events import RESIDENTS_CHANGED
from identity.accounts.models import Holding, Identifier, Person, Residence
from identity.accounts.names import read_name
from identity.accounts.queries import identifier_of, live_holders
from identity.audit import actions as audit
from identity.outbox import actions as outbox

if TYPE_CHECKING:
    from identity.communes.models import Commune


class AlreadyHeld(Exception):
    """Somebody holds this address already, perhaps since a moment ago."""

    code = "already_held"
    message = _("This number or e-mail address has an account already. Please sign in again.")


def create_person(
    *,
    name: str,
    birth_year: int | None,
    commune: "Commune | None",
    contact: Contact | None,
    now: datetime,
    by: Person | None = None,
) -> Person:
    """Make a person with the address she has just proved and the commune she lives in.

    Person, identifier, holding and residence are made in one transaction or not at all. `by` is None
    when she does it herself; `commune` is None for staff who live elsewhere, `contact` for who has
    none of her own or joins a shared one. Refusals: NameRefused, AlreadyHeld.
    """
    with transaction.atomic():
        person = Person.objects.create(name=read_name(name), birth_year=birth_year, created_at=now)
        if contact is not None:
            hold_contact(person=person, contact=contact, now=now)
        if commune is not None:
            Residence.objects.create(
                person=person, commune=commune, from_on=timezone.localdate(now)
            )
        code = commune.code if commune else None
        audit.record(
            act="person.created", by=by or person, subjects=[person.pk], commune=code, now=now
        )
    return person


def hold_contact(*, person: Person, contact: Contact, now: datetime) -> Holding:
    """Write down that the person has just proved this address; refused as AlreadyHeld.

    Nobody may hold it beside her: whoever is asked to share one goes through accounts.sharing. The
    lock of its row and a constraint decide between two at once.
    """
    try:
        with transaction.atomic():
            identifier = lock_address(contact, now=now)
            if Holding.objects.live().filter(identifier=identifier).exists():
                raise AlreadyHeld
            return Holding.objects.create(
                identifier=identifier, person=person, since=now, proved_at=now
            )
    except IntegrityError as held:
        raise AlreadyHeld from held


def prove_contact(*, contact: Contact, now: datetime) -> Person | None:
    """Remember that a code sent to this address came back now; its holder, or None.

    None for a newcomer, and where more than a code opens the holding: see Holding.is_guarded.
    """
    held = live_holders(contact)
    if len(held) != 1 or held[0].is_guarded:
        return None
    prove_holding(holding=held[0], now=now)
    return held[0].person


def prove_holding(*, holding: Holding, now: datetime) -> None:
    """Remember that its person proved this address now."""
    Holding.objects.filter(pk=holding.pk, until=None, proved_at__lt=now).update(proved_at=now)


def end_sessions(*, person: Person, by: Person | None, now: datetime) -> None:
    """End every open session of a person at its next request, on whichever device it is."""
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
        audit.record(act="person.sessions_ended", by=by, subjects=[person.pk], now=now)


def rename_person(*, person: Person, name: str, by: Person, now: datetime) -> Person:
    """Correct a name. Refusal: NameRefused."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        person.name = read_name(name)
        person.save(update_fields=["name"])
        audit.record(act="person.renamed", by=by, subjects=[person.pk], now=now)
    return person


def move_person(*, person: Person, commune: "Commune", by: Person, now: datetime) -> Residence:
    """Write down where the person lives from today; the residence before it ends yesterday.

    A residence that began today was a slip and is corrected in place; moving to where she lives
    already changes nothing.
    """
    today = timezone.localdate(now)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        current = Residence.objects.open().filter(person=person).first()
        left = {current.commune_id} if current else set()
        if current is not None and current.commune_id == commune.pk:
            return current
        residence = _settle(person, commune, current=current, today=today)
        audit.record(act="person.moved", by=by, subjects=[person.pk], commune=commune.code, now=now)
        _announce_residents({commune.pk, *left}, today=today, now=now)
    return residence


def _settle(
    person: Person, commune: "Commune", *, current: Residence | None, today: date
) -> Residence:
    """Correct the residence that began today, or end it yesterday and begin a new one."""
    if current is not None and current.from_on >= today:
        current.commune = commune
        current.save(update_fields=["commune"])
        return current
    Residence.objects.open().filter(person=person).update(until_on=today - timedelta(days=1))
    return Residence.objects.create(person=person, commune=commune, from_on=today)


def _announce_residents(communes: set[int], *, today: date, now: datetime) -> None:
    """Tell of communes whose residents are others from today on; months that are over stay true."""
    for commune in communes:
        payload = {"commune": commune, "month": f"{today:%Y-%m}"}
        key = f"{commune}:{payload['month']}"
        outbox.add(topic=RESIDENTS_CHANGED, key=key, payload=payload, now=now)


def lock_address(contact: Contact, *, now: datetime) -> Identifier:
    """The row of a proved address, made if there is none, locked until the transaction ends.

    Whoever decides who may hold the address decides under this lock, on every database.
    """
    known = _identifier_for(contact, now=now)
    return Identifier.objects.select_for_update().get(pk=known.pk)


def _identifier_for(contact: Contact, *, now: datetime) -> Identifier:
    """The row of this address; made only here, once it was proved."""
    known = identifier_of(contact)
    if known is not None:
        return known
    index = sealing.indexes(contact.kind, contact.value)[0]
    identifier, _created = Identifier.objects.get_or_create(
        kind=contact.kind,
        key_id=index.key_id,
        digest=index.digest,
        defaults={
            "sealed": sealing.seal_identifier(contact.value, digest=index.digest),
            "created_at": now,
        },
    )
    return identifier
