"""Who answers for a child's account, from joining until she keeps it herself."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from identity.accounts.actions import end_sessions
from identity.accounts.models import Guardianship, Person
from identity.accounts.queries import is_child
from identity.audit import actions as audit
from identity.refusal import ActRefused

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import Promise

REASONS: dict[str, Promise] = {
    "guardian_is_child": _("This account is a child’s. A guardian must be of age."),
    "guardian_closed": _("The account of this number is closed. Use another number."),
    "has_guardian": _("Somebody answers for this child already."),
    "not_of_age": _("This child still needs a guardian."),
}


class GuardianRefused(ActRefused):
    """Nobody was made a guardian, or nobody ceased to be one."""

    reasons = REASONS


def answer_for_child(
    *, child: Person, guardian: Person, relation: str, by: Person, now: datetime
) -> Guardianship:
    """From now on the guardian answers for the child, and every message about her goes there.

    Whoever calls has seen both, and a code came back from the guardian's phone. Refusals
    (GuardianRefused): guardian_is_child, guardian_closed, has_guardian.
    """
    if is_child(guardian.pk) or guardian.pk == child.pk:
        raise GuardianRefused("guardian_is_child")
    if not guardian.is_active:
        raise GuardianRefused("guardian_closed")
    try:
        with transaction.atomic():
            return Guardianship.objects.create(
                child=child, guardian=guardian, relation=relation, since=now, by=by
            )
    except IntegrityError as held:
        raise GuardianRefused("has_guardian") from held


def grown_up(*, born_by: int) -> QuerySet[Guardianship]:
    """The children born in that year or before, whose guardians were not told yet that they are of age."""
    untold = Guardianship.objects.filter(until=None, told_at=None, child__birth_year__lte=born_by)
    return untold.select_related("child")


def claim_telling(*, guardianship: Guardianship, now: datetime) -> bool:
    """Whoever gets True tells the guardian that the child is of age; False when that was done before."""
    untold = Guardianship.objects.filter(pk=guardianship.pk, told_at=None)
    return bool(untold.update(told_at=now))


def end_guardianship(*, guardianship: Guardianship, now: datetime) -> bool:
    """The guardian answers no more; False when that was so before."""
    live = Guardianship.objects.filter(pk=guardianship.pk, until=None)
    return bool(live.update(until=now))


def close_account(*, person: Person, by: Person, now: datetime) -> None:
    """Nobody signs in to it any more and every session ends; what was learnt stays in the log."""
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(is_active=False)
        end_sessions(person=person, by=by, now=now)
        audit.record(act="person.closed", by=by, subjects=[person.pk], now=now)
