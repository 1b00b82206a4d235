"""Children of 7 to 15 in a class: they join with a guardian, and one day keep their account themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.classes.actions import enrol_admitted
from courses.classes.models import Enrolment
from identity.accounts import actions as accounts
from identity.accounts import guardians
from identity.accounts.queries import live_holders
from identity.audit import actions as audit
from identity.communes.folding import fold
from identity.consent import actions as consents
from identity.consent.models import Channel
from identity.consent.rules import CHILD
from identity.factors.forgetting import forget_everything
from identity.refusal import ActRefused
from identity.security import actions as security
from identity.security.models import Kind
from identity.signin.rules import AgeGroup, age_group, latest_year_alone

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from courses.classes.models import Cohort
    from identity.accounts.contacts import Contact
    from identity.accounts.models import Guardianship, Person
    from identity.consent.models import ConsentText
    from identity.signin.forms import Profile

REASONS: dict[str, Promise] = {
    "not_a_child": _("Only children of 7 to 15 join with a guardian."),
    "shared": _(
        "Several people share this number. Use an e-mail address of the guardian, or another number."
    ),
    # whoever has the number now must not learn that somebody had it before
    "silent": _(
        "The guardian signs in with this number on her own phone first. Then come back to this page."
    ),
}


class ChildRefused(ActRefused):
    """A child did not join."""

    reasons = REASONS


@dataclass(frozen=True)
class Answering:
    """Who answers for a child: the name she gave, what she is to the child, and her proved address."""

    name: str
    relation: str
    contact: Contact


def admit_child(
    *,
    cohort: Cohort,
    child: Profile,
    answering: Answering,
    text: ConsentText,
    by: Person,
    now: dt.datetime,
) -> Person:
    """Open a child's account with her guardian and enrol her: everything or nothing.

    The code that was sent to the guardian came back on the trainer's device a moment ago, and `text`
    was read to both. Refusals: ChildRefused (not_a_child, shared, silent), GuardianRefused,
    ClassRefused not_yours and class_closed, accounts' NameRefused and AlreadyHeld.
    """
    this_year = timezone.localdate(now).year
    if age_group(child.birth_year, this_year=this_year) is not AgeGroup.WITH_GUARDIAN:
        raise ChildRefused("not_a_child")
    with transaction.atomic():
        person = accounts.create_person(
            name=child.name,
            birth_year=child.birth_year,
            commune=child.commune,
            contact=None,
            by=by,
            now=now,
        )
        guardian = _guardian(answering, child, by=by, now=now)
        guardians.answer_for_child(
            child=person, guardian=guardian, relation=answering.relation, by=by, now=now
        )
        consents.give_consent(
            person=person, text=text, channel=Channel.CLASS, by=by, guardian=guardian, now=now
        )
        enrol_admitted(cohort=cohort, person=person, by=by, now=now)
        audit.record(
            act="guardian.child_joined",
            by=by,
            subjects=[person.pk, guardian.pk],
            commune=cohort.programme.commune.code,
            now=now,
        )
    return person


def withdraw(*, guardianship: Guardianship, by: Person, now: dt.datetime) -> bool:
    """The guardian takes the consent back: the child's account closes, what was learnt stays in the log.

    False when that was done before.
    """
    child = guardianship.child
    with transaction.atomic():
        if not guardians.end_guardianship(guardianship=guardianship, now=now):
            return False
        consents.withdraw_consents(person=child, purpose=CHILD, now=now)
        Enrolment.objects.live().of(child).update(removed_at=now, removed_by=by)
        forget_everything(person=child, by=by, now=now)
        guardians.close_account(person=child, by=by, now=now)
        audit.record(act="guardian.consent_withdrawn", by=by, subjects=[child.pk, by.pk], now=now)
    return True


def hand_over(
    *, guardianship: Guardianship, text: ConsentText, by: Person, now: dt.datetime
) -> None:
    """The child is of age and agrees for herself before the trainer: from now on nobody answers for her.

    Refusal: GuardianRefused not_of_age.
    """
    child = guardianship.child
    if not is_of_age(child, now=now):
        raise guardians.GuardianRefused("not_of_age")
    with transaction.atomic():
        if guardians.end_guardianship(guardianship=guardianship, now=now):
            consents.give_consent(person=child, text=text, channel=Channel.CLASS, by=by, now=now)
            subjects = [child.pk, guardianship.guardian_id]
            audit.record(act="guardian.handed_over", by=by, subjects=subjects, now=now)


def is_of_age(child: Person, *, now: dt.datetime) -> bool:
    """Whether the year of birth alone says that she is 16."""
    year = child.birth_year or 0
    return year <= latest_year_alone(this_year=timezone.localdate(now).year)


def tell_of_age(*, now: dt.datetime) -> int:
    """Tell guardians of children who are 16 by now; how many. Each is told once.

    The class sees it on the child's page.
    """
    latest = latest_year_alone(this_year=timezone.localdate(now).year)
    return sum(_tell(each, now=now) for each in guardians.grown_up(born_by=latest))


def _tell(guardianship: Guardianship, *, now: dt.datetime) -> bool:
    with transaction.atomic():
        if not guardians.claim_telling(guardianship=guardianship, now=now):
            return False
        security.report(person=guardianship.child, kind=Kind.OF_AGE, now=now)
        people = [guardianship.child_id, guardianship.guardian_id]
        audit.record(act="guardian.told_of_age", by=None, subjects=people, now=now)
    return True


def _guardian(answering: Answering, child: Profile, *, by: Person, now: dt.datetime) -> Person:
    """Whose address it is, or a light account for somebody who has none yet.

    On a shared address the name decides; a silent one may be somebody else's by now.
    """
    held = live_holders(answering.contact)
    if not held:
        return accounts.create_person(
            name=answering.name,
            birth_year=None,
            commune=child.commune,
            contact=answering.contact,
            by=by,
            now=now,
        )
    if len(held) > 1:
        held = [each for each in held if fold(each.person.name) == fold(answering.name)]
    if len(held) != 1:
        raise ChildRefused("shared")
    if held[0].is_silent(now):
        raise ChildRefused("silent")
    accounts.prove_holding(holding=held[0], now=now)
    return held[0].person.as_kept
