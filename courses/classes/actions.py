"""Every write to a class: open, join, leave, take out, bring back, move on, close."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from courses.catalogue import queries as catalogue
from courses.classes import guessing
from courses.classes.joincodes import new_code, read_code
from courses.classes.models import Cohort, Enrolment
from courses.classes.moving import move_preview
from courses.classes.permissions import can_run
from courses.classes.refusals import ClassRefused
from courses.programmes.models import Programme
from courses.programmes.permissions import can_teach
from courses.progress import actions as progress
from identity.accounts.queries import alike, kept_of
from identity.audit import actions as audit
from identity.signin import actions as signin

if TYPE_CHECKING:
    from identity.accounts.models import Person
    from identity.consent.models import ConsentText
    from identity.signin.forms import Profile

NAME_LENGTH = 80


def open_class(
    *, programme: Programme, course: UUID, name: str, by: Person, now: dt.datetime
) -> Cohort:
    """Open a class for one course of the programme, on the newest edition, with a fresh join code.

    Refusals (ClassRefused): not_yours, programme_closed, course_not_offered, name_needed.
    """
    if not can_teach(by, commune_id=programme.commune_id, now=now):
        raise ClassRefused("not_yours")
    name = " ".join(name.split())
    if not 1 <= len(name) <= NAME_LENGTH:
        raise ClassRefused("name_needed")
    edition = catalogue.current_edition(course)
    with transaction.atomic():
        programme = Programme.objects.select_for_update().get(pk=programme.pk)
        if programme.closed_at is not None:
            raise ClassRefused("programme_closed")
        if edition is None or not programme.courses.filter(course=course).exists():
            raise ClassRefused("course_not_offered")
        cohort = Cohort.objects.create(
            programme=programme,
            course=course,
            edition_id=edition.id,
            name=name,
            join_code=_free_code(),
            opened_by=by,
            opened_at=now,
        )
        _record("class.opened", cohort, by=by, now=now)
    return cohort


def close_class(*, cohort: Cohort, by: Person, now: dt.datetime) -> Cohort:
    """Close a class: nobody joins any more; its people, its board and their progress stay.

    Refusals (ClassRefused): not_yours, class_closed.
    """
    with transaction.atomic():
        cohort = _run_by(by, cohort, now=now)
        cohort.closed_at = now
        cohort.closed_by = by
        cohort.save(update_fields=["closed_at", "closed_by"])
        _record("class.closed", cohort, by=by, now=now)
    return cohort


def reopen_class(*, cohort: Cohort, by: Person, now: dt.datetime) -> Cohort:
    """Open a closed class again, with its old code; opening an open one changes nothing.

    Refusals (ClassRefused): not_yours, programme_closed.
    """
    with transaction.atomic():
        cohort = _locked(cohort)
        if not can_run(by, cohort, now=now):
            raise ClassRefused("not_yours")
        if cohort.programme.closed_at is not None:
            raise ClassRefused("programme_closed")
        if cohort.closed_at is not None:
            cohort.closed_at = None
            cohort.closed_by = None
            cohort.save(update_fields=["closed_at", "closed_by"])
            _record("class.reopened", cohort, by=by, now=now)
    return cohort


def join_class(*, code: str, by: Person, now: dt.datetime) -> Enrolment:
    """Join the open class of a code; joining twice is joining once.

    Twenty wrong codes an hour and person are looked at, no more, however they arrive.
    Refusals (ClassRefused): wrong_code, too_many_tries, class_closed.
    """
    if not guessing.claim_try(person=by, now=now):
        minutes = guessing.minutes_to_wait(person=by, now=now)
        raise ClassRefused("too_many_tries", minutes=minutes)
    meant = read_code(code)
    cohort = Cohort.objects.filter(join_code=meant).first() if meant else None
    if cohort is None:
        raise ClassRefused("wrong_code")
    guessing.return_try(person=by)
    with transaction.atomic():
        cohort = _open(cohort)
        return _enrol(cohort, person=by, act="class.joined", by=by, now=now)


def leave_class(*, cohort: Cohort, by: Person, now: dt.datetime) -> Enrolment:
    """Leave a class by one's own choice; what was learnt stays one's own.

    Refusal (ClassRefused): not_in_class.
    """
    with transaction.atomic():
        return _end(_locked(cohort), person=by, act="class.left", by=by, now=now)


def return_to_class(*, cohort: Cohort, by: Person, now: dt.datetime) -> Enrolment:
    """Undo one's own leaving, without the code; whoever the trainer took out needs the code.

    Refusals (ClassRefused): never_in_class, class_closed.
    """
    with transaction.atomic():
        cohort = _open(cohort)
        stays = Enrolment.objects.of(by).filter(cohort=cohort).select_related("person")
        last = stays.order_by("-pk").first()
        if last is None or (last.removed_at and not last.is_own_leaving):
            raise ClassRefused("never_in_class")
        return _enrol(cohort, person=by, act="class.returned", by=by, now=now)


def remove_learner(*, cohort: Cohort, person: Person, by: Person, now: dt.datetime) -> Enrolment:
    """Take a learner out of a class; the row stays as history and her progress stays hers.

    Refusals (ClassRefused): not_yours, class_closed, not_in_class.
    """
    with transaction.atomic():
        cohort = _run_by(by, cohort, now=now)
        return _end(cohort, person=person, act="class.learner_removed", by=by, now=now)


def readd_learner(*, cohort: Cohort, person: Person, by: Person, now: dt.datetime) -> Enrolment:
    """Bring somebody back who was in this class before; a trainer cannot add a stranger.

    Refusals (ClassRefused): not_yours, class_closed, never_in_class.
    """
    with transaction.atomic():
        cohort = _run_by(by, cohort, now=now)
        person = kept_of(person)
        if not Enrolment.objects.of(person).filter(cohort=cohort).exists():
            raise ClassRefused("never_in_class")
        return _enrol(cohort, person=person, act="class.learner_readded", by=by, now=now)


def admit_newcomer(
    *,
    cohort: Cohort,
    profile: Profile,
    text: ConsentText,
    is_another: bool = False,
    by: Person,
    now: dt.datetime,
) -> Person:
    """Open an account for somebody who stands before the trainer and enrol her, both or neither.

    `text` was read to her and she agreed to it. `is_another`: the trainer has looked at her namesakes;
    otherwise there must be none, so that two taps at once make one account. Refusals: ClassRefused
    not_yours, class_closed, namesake; accounts' NameRefused.
    """
    with transaction.atomic():
        cohort = _run_by(by, cohort, now=now)
        if not is_another and _has_namesake(profile):
            raise ClassRefused("namesake")
        person = signin.open_account_in_class(profile=profile, text=text, by=by, now=now)
        _enrol(cohort, person=person, act="class.newcomer_admitted", by=by, now=now)
    return person


def enrol_admitted(*, cohort: Cohort, person: Person, by: Person, now: dt.datetime) -> Enrolment:
    """Enrol somebody whose account the trainer has just opened. Refusals: not_yours, class_closed."""
    with transaction.atomic():
        cohort = _run_by(by, cohort, now=now)
        return _enrol(cohort, person=person, act="class.newcomer_admitted", by=by, now=now)


def move_class(*, cohort: Cohort, edition: UUID, by: Person, now: dt.datetime) -> Cohort:
    """Move a class to the newest edition, which the trainer has seen the effect of as `edition`.

    Whoever's percent would fall keeps the edition she is counted against; everybody else moves.
    Refusals (ClassRefused): not_yours, class_closed, no_newer_edition, preview_outdated.
    """
    with transaction.atomic():
        cohort = _run_by(by, cohort, now=now)
        preview = move_preview(cohort, now=now)
        if preview is None:
            raise ClassRefused("no_newer_edition")
        if preview.edition.uuid != edition:
            raise ClassRefused("preview_outdated")
        cohort.edition_id = preview.edition.id
        cohort.save(update_fields=["edition"])
        moved = [row.learner.pk for row in preview.rows if row.moves]
        hers = Q(person_id__in=moved) | Q(person__kept__in=moved)
        live = Enrolment.objects.live().filter(hers, cohort=cohort)
        live.update(edition_id=preview.edition.id)
        progress.follow_edition(person_ids=moved, edition=preview.edition, reason="moved", now=now)
        _record("class.moved", cohort, subjects=moved, by=by, now=now)
    return cohort


def _has_namesake(profile: Profile) -> bool:
    commune = profile.commune.pk
    return bool(alike(name=profile.name, birth_year=profile.birth_year, commune_id=commune))


def _free_code() -> str:
    """A code no class has; with 2^40 codes the second round is a rarity, and the constraint decides."""
    code = new_code()
    while Cohort.objects.filter(join_code=code).exists():
        code = new_code()
    return code


def _locked(cohort: Cohort) -> Cohort:
    found = Cohort.objects.select_for_update(of=("self",)).select_related("programme__commune")
    return found.get(pk=cohort.pk)


def _open(cohort: Cohort) -> Cohort:
    cohort = _locked(cohort)
    if cohort.closed_at is not None:
        raise ClassRefused("class_closed")
    return cohort


def _run_by(person: Person, cohort: Cohort, *, now: dt.datetime) -> Cohort:
    if not can_run(person, cohort, now=now):
        raise ClassRefused("not_yours")
    return _open(cohort)


def _enrol(cohort: Cohort, *, person: Person, act: str, by: Person, now: dt.datetime) -> Enrolment:
    """A live enrolment and, if the person follows no edition of the course yet, the class's edition."""
    live = Enrolment.objects.live().of(person).filter(cohort=cohort).first()
    if live is not None:
        return live
    enrolment = Enrolment.objects.create(
        cohort=cohort, person=person, edition_id=cohort.edition_id, joined_at=now, added_by=by
    )
    progress.follow_edition_if_none(
        person_id=person.pk, edition_id=cohort.edition_id, reason="enrolled", now=now
    )
    _record(act, cohort, subjects=[person.pk], by=by, now=now)
    return enrolment


def _end(cohort: Cohort, *, person: Person, act: str, by: Person, now: dt.datetime) -> Enrolment:
    """End her stay; two, where each of two merged accounts had come into the class."""
    person = kept_of(person)
    live = list(Enrolment.objects.live().of(person).filter(cohort=cohort))
    if not live:
        raise ClassRefused("not_in_class")
    for stay in live:
        stay.removed_at = now
        stay.removed_by = by
        stay.save(update_fields=["removed_at", "removed_by"])
    _record(act, cohort, subjects=[person.pk], by=by, now=now)
    return live[0]


def _record(act: str, cohort: Cohort, *, by: Person, now: dt.datetime, **rest: Any) -> None:
    audit.record(
        act=act,
        by=by,
        commune=cohort.programme.commune.code,
        detail={"class": str(cohort.uuid)},
        now=now,
        **rest,
    )
