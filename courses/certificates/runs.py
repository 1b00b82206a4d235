"""Certificates for a whole class or commune: one job that people can watch, safe to run twice and to lose."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from courses.certificates import actions, earning
from courses.certificates.events import RUN_ASKED
from courses.certificates.models import CertificateRun
from courses.certificates.rules import RUN_STEP
from courses.classes.models import Cohort
from courses.progress.models import PersonCourse
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.communes.models import Commune
from identity.outbox import actions as outbox


def start_run(
    *, commune: Commune, cohort: Cohort | None, by: Person, now: datetime
) -> CertificateRun:
    """Promise certificates for everybody of the class, or of the commune, who has earned one.

    A class and a commune have one run at a time: while one lasts, it is given back instead.
    """
    total = _people(commune.pk, cohort, now=now).count()
    try:
        with transaction.atomic():
            run = CertificateRun.objects.create(
                commune=commune, cohort=cohort, asked_by=by, asked_at=now, total=total
            )
            audit.record(
                act="certificates.run_started",
                by=by,
                commune=commune.code,
                detail={"run": str(run.uuid)},
                now=now,
            )
            outbox.add(topic=RUN_ASKED, key=str(run.pk), payload={"run": run.pk}, now=now)
    except IntegrityError:
        # it may have come to its end in the meantime
        return CertificateRun.objects.filter(commune=commune, cohort=cohort).latest("pk")
    return run


def carry_on(*, run: int, now: datetime) -> None:
    """Bring a run (a row id) to its end, from where it is; done again, it changes nothing."""
    while _step(run, now=now):
        continue


def _step(pk: int, *, now: datetime) -> bool:
    """The next people of it, under the row's lock, counted in the same transaction; whether more may come."""
    with transaction.atomic():
        run = CertificateRun.objects.select_for_update().get(pk=pk)
        if run.finished_at is not None:
            return False
        found = _people(run.commune_id, run.cohort, now=now)
        rows = list(found.filter(pk__gt=run.after)[:RUN_STEP])
        run.issued += len(actions.issue_waiting(rows, by=run.asked_by, now=now))
        run.looked_at += len(rows)
        run.after = rows[-1].pk if rows else run.after
        run.finished_at = None if rows else now
        run.save()
    return bool(rows)


def _people(commune: int, cohort: Cohort | None, *, now: datetime) -> QuerySet[PersonCourse]:
    if cohort is not None:
        return earning.waiting_in_class(cohort)
    return earning.waiting_in_commune(commune, now=now)
