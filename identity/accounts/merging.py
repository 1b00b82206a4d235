"""Two accounts of one person made one, and parted again; facts stay where they are."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from identity.accounts.actions import end_sessions
from identity.accounts.events import ALIASES_CHANGED
from identity.accounts.models import Alias, Guardianship, Person
from identity.audit import actions as audit
from identity.outbox import actions as outbox
from identity.refusal import ActRefused

if TYPE_CHECKING:
    from django.utils.functional import Promise

UNDO_WITHIN = timedelta(days=30)

REASONS: dict[str, Promise] = {
    "same": _("This is the same account. There is nothing to join."),
    "closed": _("One of the two accounts is closed, so they cannot be joined."),
    "joined_already": _("One of the two accounts was joined with another one already."),
    "child": _("A child's account cannot be joined with another one."),
    "staff": _("The account that would be joined holds a role. End the role first."),
    "role": _("This person holds a role, so only an administrator joins accounts to hers."),
    "protected": _(
        "The other account is protected by an authenticator app or a passkey. Remove it there first,"
        " or ask the office of your commune to join the two."
    ),
    "final": _("This was more than 30 days ago. The two accounts stay one."),
}


class MergeRefused(ActRefused):
    """Two accounts were not joined or not parted."""

    reasons = REASONS


def join_accounts(*, absorbed: Person, kept: Person, by: Person, now: datetime) -> Alias:
    """From now on `absorbed` stands for `kept`; every session of the absorbed one ends.

    Whoever calls has proved that both are one person's. Refusals (MergeRefused): same, closed,
    joined_already (a chain or a circle would come of it), child.
    """
    with transaction.atomic():
        absorbed, kept = lock_both(absorbed, kept)
        _check_pair(absorbed, kept)
        alias = Alias.objects.create(absorbed=absorbed, kept=kept, since=now, by=by)
        Person.objects.filter(pk=absorbed.pk).update(kept=kept)
        end_sessions(person=absorbed, by=by, now=now)
        _record("person.merged", alias, by=by, now=now)
    return alias


def part_accounts(*, alias: Alias, by: Person | None, now: datetime) -> Alias:
    """End an alias: both stand as before, each with the facts of its own; parting twice is parting once.

    `by` is None where the answer to a notice parts them. Refusal (MergeRefused): final, after 30 days.
    """
    with transaction.atomic():
        lock_both(alias.absorbed, alias.kept)
        alias = Alias.objects.select_related("absorbed", "kept").get(pk=alias.pk)
        if alias.until is not None:
            return alias
        if now - alias.since >= UNDO_WITHIN:
            raise MergeRefused("final")
        alias.until, alias.ended_by = now, by
        alias.save(update_fields=["until", "ended_by"])
        Person.objects.filter(pk=alias.absorbed_id).update(kept=None)
        end_sessions(person=alias.absorbed, by=by, now=now)
        _record("person.parted", alias, by=by, now=now)
    return alias


def lock_both(one: Person, other: Person) -> tuple[Person, Person]:
    """Both rows locked, always in the order of their ids, so that no two callers wait in a circle.

    The same lock that facts are recorded under: what came before is in the log, what comes after
    sees the alias.
    """
    people = (
        Person.objects.select_for_update(no_key=True)
        .filter(pk__in=[one.pk, other.pk])
        .order_by("pk")
    )
    found = {person.pk: person for person in people}
    return found[one.pk], found[other.pk]


def _check_pair(absorbed: Person, kept: Person) -> None:
    if absorbed.pk == kept.pk:
        raise MergeRefused("same")
    if not (absorbed.is_active and kept.is_active):
        raise MergeRefused("closed")
    if absorbed.kept_id or kept.kept_id or Person.objects.filter(kept=absorbed).exists():
        raise MergeRefused("joined_already")
    if Guardianship.objects.filter(child__in=[absorbed, kept], until=None).exists():
        raise MergeRefused("child")


def _record(act: str, alias: Alias, *, by: Person | None, now: datetime) -> None:
    people = {"absorbed": alias.absorbed_id, "kept": alias.kept_id}
    detail = {"alias": str(alias.uuid)}
    audit.record(act=act, by=by, subjects=people.values(), detail=detail, now=now)
    key = f"{alias.kept_id}:{alias.absorbed_id}"
    outbox.add(topic=ALIASES_CHANGED, key=key, payload=people, now=now)
