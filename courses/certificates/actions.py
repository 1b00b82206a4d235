"""Every write of certificates: issued once, corrected by a new one, revoked for a reason, erased if asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from courses.certificates import earning
from courses.certificates.codes import new_code
from courses.certificates.earning import Finished, day_of
from courses.certificates.models import Certificate, CertificateName, CertificateStatus
from courses.certificates.queries import newest_for
from courses.certificates.refusals import CertificateRefused
from courses.certificates.rules import NAMES_KEPT_FOR, RUN_STEP, Reason, Status, may_become
from courses.certificates.snapshots import Snapshot
from courses.certificates.tokens import sign_snapshot
from courses.progress.models import PersonCourse
from identity.accounts.models import Person
from identity.accounts.names import read_name
from identity.audit import actions as audit
from identity.communes.folding import fold


def issue(*, course: UUID, by: Person, now: datetime) -> Certificate:
    """Give her the certificate of a course she has finished; asked twice, it is the same one.

    One she had erased is not brought back: she gets another. Refusals: not_finished,
    check_not_passed.
    """
    row = PersonCourse.objects.filter(person=by.pk, course=course).exclude(completed_at=None)
    hers = earning.finished(list(row))
    if not hers:
        raise CertificateRefused("not_finished")
    if not hers[0].is_earned:
        raise CertificateRefused("check_not_passed")
    known = newest_for(by, edition=hers[0].edition.id)
    if known and known.standing.reason != Reason.ASKED:
        return known
    number = known.number + 1 if known else 1
    made = _issue_once(hers[0], number=number, by=by, now=now)
    return made or Certificate.objects.get(person=by, edition=hers[0].edition.id, number=number)


@transaction.atomic
def issue_waiting(
    rows: Sequence[PersonCourse], *, by: Person | None, now: datetime
) -> list[Certificate]:
    """The first certificate for whoever of these has earned it; one that exists is left alone."""
    earned = [each for each in earning.finished(rows) if each.is_earned]
    made = [one for each in earned if (one := _issue_once(each, number=1, by=by, now=now))]
    if made and by is not None:
        subjects = [one.person_id for one in made if one.person_id]
        audit.record(act="certificate.issued", by=by, subjects=subjects, now=now)
    return made


def issue_all_waiting(*, now: datetime) -> int:
    """Certify everybody who has earned it and was missed, step by step; how many."""
    issued, after = 0, 0
    while rows := list(earning.waiting().filter(pk__gt=after)[:RUN_STEP]):
        issued += len(issue_waiting(rows, by=None, now=now))
        after = rows[-1].pk
    return issued


def issue_in_commune(*, commune: int, month: str, now: datetime) -> int:
    """Certify whoever lives there and has earned it since that month began; how many."""
    found = earning.waiting_in_commune(commune, now=now)
    issued, after = 0, 0
    recent = found.filter(completed_at__gte=earning.month_begins(month))
    while rows := list(recent.filter(pk__gt=after)[:RUN_STEP]):
        issued += len(issue_waiting(rows, by=None, now=now))
        after = rows[-1].pk
    return issued


@transaction.atomic
def correct_name(*, certificate: Certificate, name: str, by: Person, now: datetime) -> Certificate:
    """Issue it anew under another name; the old page says so and leads to the new one.

    `by` acts after the bearer asked. Refusals: not_valid, same_name, NameRefused.
    """
    locked = _locked(certificate)
    spelled = read_name(name)
    if not locked.is_valid:
        raise CertificateRefused("not_valid")
    if spelled == locked.snapshot.name:
        raise CertificateRefused("same_name")
    _become(locked, Status.SUPERSEDED, Reason.NAME, by=by, now=now)
    return _reissue(locked, name=spelled, reason=Reason.NAME, by=by, now=now)


@transaction.atomic
def revoke(*, certificate: Certificate, reason: Reason, by: Person, now: datetime) -> None:
    """Say on its page from now on that it is not valid, and why. Refusal: not_valid."""
    locked = _locked(certificate)
    _become(locked, Status.REVOKED, reason, by=by, now=now)
    _tell("certificate.revoked", locked, by=by, now=now)


@transaction.atomic
def restore(*, certificate: Certificate, by: Person, now: datetime) -> Certificate:
    """Undo a mistaken revocation: a new certificate takes its place, the old one stays revoked.

    Refusal: not_revoked, also for one that has a follower or bears no name any more.
    """
    locked = _locked(certificate)
    name = locked.snapshot.name
    is_open = locked.standing.status == Status.REVOKED and not hasattr(locked, "replaced_by")
    if not is_open or not name:
        raise CertificateRefused("not_revoked")
    return _reissue(locked, name=name, reason=Reason.UNDONE, by=by, now=now)


@transaction.atomic
def erase(*, certificate: Certificate, by: Person, now: datetime) -> None:
    """Take her name off it, and off every other one for the same edition; what is left says "revoked"."""
    same = Certificate.objects.filter(pk=certificate.pk)
    if certificate.person_id is not None:
        hers = Certificate.objects.filter(edition=certificate.edition_id)
        same = hers.filter(person=certificate.person_id)
    for each in same.select_for_update().order_by("pk"):
        if may_become(each.standing.status, Status.REVOKED):
            _become(each, Status.REVOKED, Reason.ASKED, by=by, now=now)
    CertificateName.objects.filter(certificate__in=same).delete()
    _tell("certificate.erased", certificate, by=by, now=now)


def forget_names(*, now: datetime) -> int:
    """Take the names off certificates whose term is over; how many."""
    old = CertificateName.objects.filter(certificate__issued_at__lt=now - NAMES_KEPT_FOR)
    return old.delete()[0]


def _issue_once(
    finished: Finished, *, number: int, by: Person | None, now: datetime
) -> Certificate | None:
    """The certificate of that number; None when another worker was first (the constraint decides)."""
    snapshot = finished.snapshot(code=new_code(), now=now)
    row = Certificate(
        person=finished.person,
        course=finished.edition.course,
        edition_id=finished.edition.id,
        number=number,
        commune_id=finished.commune,
        issued_at=now,
    )
    try:
        with transaction.atomic():
            return _write(row, snapshot, reason=Reason.EARNED, by=by, now=now)
    except IntegrityError:
        return None


def _reissue(
    old: Certificate, *, name: str, reason: Reason, by: Person, now: datetime
) -> Certificate:
    facts = old.facts | {"issued_on": day_of(now).isoformat()}
    snapshot = Snapshot.read(facts, code=new_code(), name=name)
    row = Certificate(
        person_id=old.person_id,
        course=old.course,
        edition_id=old.edition_id,
        number=old.number + 1,
        commune_id=old.commune_id,
        replaces=old,
        issued_at=now,
    )
    made = _write(row, snapshot, reason=reason, by=by, now=now)
    act = "certificate.renamed" if reason == Reason.NAME else "certificate.restored"
    _tell(act, made, by=by, now=now)
    return made


def _write(
    row: Certificate, snapshot: Snapshot, *, reason: Reason, by: Person | None, now: datetime
) -> Certificate:
    row.code, row.facts = snapshot.code, snapshot.facts()
    row.save(force_insert=True)
    token = sign_snapshot(snapshot)
    CertificateName.objects.create(
        certificate=row, name=snapshot.name, sought=fold(snapshot.name), token=token
    )
    CertificateStatus.objects.create(
        certificate=row, status=Status.ISSUED, reason=reason, at=now, by=by
    )
    return row


def _become(
    locked: Certificate, status: Status, reason: Reason, *, by: Person, now: datetime
) -> None:
    if not may_become(locked.standing.status, status):
        raise CertificateRefused("not_valid")
    CertificateStatus.objects.create(
        certificate=locked, status=status, reason=reason, at=now, by=by
    )


def _locked(certificate: Certificate) -> Certificate:
    """The row, so that two acts on one certificate come one after the other."""
    return Certificate.objects.select_for_update().get(pk=certificate.pk)


def _tell(act: str, certificate: Certificate, *, by: Person, now: datetime) -> None:
    subjects: Iterable[int] = [certificate.person_id] if certificate.person_id else []
    commune = certificate.commune.code if certificate.commune else None
    audit.record(
        act=act,
        by=by,
        subjects=subjects,
        commune=commune,
        detail={"certificate": str(certificate.uuid)},
        now=now,
    )
