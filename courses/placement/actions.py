"""Every write of placement: a version of the pool, a run, its answers, its end."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from courses.placement import rules
from courses.placement.files import PoolFile
from courses.placement.models import (
    PlacementAnswer,
    PlacementKey,
    PlacementPool,
    PlacementResult,
    PlacementRun,
)
from courses.placement.pools import KINDS, Shelf, newest_shelf, shelf
from courses.placement.queries import answered
from courses.placement.refusals import NothingChosen, NotYours, OutOfTurn, TooManyVisitors
from courses.progress.models import Help
from courses.questions.kinds import DONT_KNOW
from courses.questions.marking import BadAnswer
from identity.audit import actions as audit
from identity.codes import sending
from identity.codes.refusals import NetworkFull

if TYPE_CHECKING:
    from courses.classes.models import Cohort
    from identity.accounts.models import Person

SEEDS = 2**31
VISITORS_KEPT_FOR = timedelta(days=30)
FORGOTTEN_AT_ONCE = 500


@transaction.atomic
def add_pool(*, file: PoolFile, now: datetime) -> tuple[PlacementPool, bool]:
    """A new version when the file says something new; the same file again changes nothing.

    A file that says again what an older version said becomes the newest one: nothing is changed in
    place. Returns the version and whether it was made now.
    """
    newest = PlacementPool.objects.order_by("-number").first()
    if newest is not None and newest.digest == file.digest:
        return newest, False
    pool = PlacementPool.objects.create(
        number=newest.number + 1 if newest else 1,
        digest=file.digest,
        rule=file.rule,
        skills=file.skills,
        items=file.items,
        made_at=now,
    )
    PlacementKey.objects.bulk_create(
        PlacementKey(pool=pool, item=UUID(item), key=key) for item, key in file.keys.items()
    )
    return pool, True


@transaction.atomic
def begin_run(
    *,
    person: Person | None,
    by: Person | None,
    now: datetime,
    cohort: Cohort | None = None,
    network: str = "",
) -> PlacementRun:
    """Set out with the newest pool. A run left open stays as it is; the newest one counts.

    `person` is None for a visitor, whose `network` may only begin so many an hour. With `cohort`, staff
    (`by`) reads aloud and taps for a learner of that class: recorded as operated, and audited.
    Refusals: NoPool, TooManyVisitors.
    """
    if person is None:
        _take_visit(network, now=now)
    run = PlacementRun.objects.create(
        person=person,
        pool_id=newest_shelf().id,
        seed=secrets.randbelow(SEEDS),
        help=Help.OPERATED if cohort else "",
        by=by if cohort else None,
        cohort=cohort,
        started_at=now,
    )
    if cohort is not None:
        _audit("placement.begun", run, by=by, now=now)
    return run


@transaction.atomic
def record_answer(
    *, run: PlacementRun, item: UUID, answer: object, by: Person | None, now: datetime
) -> PlacementRun:
    """Mark and keep one answer to the question that is being asked; the last one ends the run.

    Refusals: OutOfTurn for any other question, NothingChosen for an answer that is none. `by` is whoever
    taps: the person herself, a visitor (None), or the staff who helps her.
    """
    locked = PlacementRun.objects.select_for_update().get(pk=run.pk)
    kept = shelf(locked.pool_id)
    before = answered(locked)
    asked = rules.next_item(kept.pool, locked.seed, before)
    if locked.finished_at is not None or asked is None or asked.id != item:
        raise OutOfTurn
    is_right = _is_right(kept, item, answer)
    PlacementAnswer.objects.create(
        run=locked, place=len(before) + 1, item=item, answer=answer, is_right=is_right, at=now
    )
    answers = [*before, rules.Answered(item, is_right)]
    if rules.next_item(kept.pool, locked.seed, answers) is None:
        _finish(locked, rules.results(kept.pool, answers), by=by, now=now)
    return locked


@transaction.atomic
def keep_run(*, run: PlacementRun, by: Person, now: datetime) -> None:
    """A visitor has signed in and wants to keep what she found. Refusal: NotYours if it is anybody's."""
    kept = PlacementRun.objects.filter(pk=run.pk, person=None).update(person=by, kept_at=now)
    if not kept:
        raise NotYours


def forget_visitors(*, now: datetime) -> int:
    """Remove runs that no account kept for 30 days; how many. Batches, so that no lock lasts."""
    gone = 0
    while True:
        old = PlacementRun.objects.filter(person=None, started_at__lt=now - VISITORS_KEPT_FOR)
        batch = list(old.order_by("started_at").values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
        if not batch:
            return gone
        with transaction.atomic():
            PlacementRun.objects.filter(pk__in=batch, person=None).delete()
        gone += len(batch)


def _take_visit(network: str, *, now: datetime) -> None:
    """Nobody fills the table from one place."""
    try:
        sending.take_visit(network=network, now=now)
    except NetworkFull:
        raise TooManyVisitors from None


def _is_right(kept: Shelf, item: UUID, answer: object) -> bool:
    if answer == DONT_KNOW:
        return False
    shown = kept.items[item]
    try:
        mark = KINDS[shown["kind"]].marker(shown, kept.keys[item])(answer)
    except BadAnswer:
        raise NothingChosen from None
    return mark.correct


def _finish(
    run: PlacementRun, found: list[rules.Found], *, by: Person | None, now: datetime
) -> None:
    PlacementResult.objects.bulk_create(
        PlacementResult(
            run=run,
            skill=each.skill,
            has_it=each.has_it,
            percent=round(100 * each.probability),
            is_inferred=each.is_inferred,
        )
        for each in found
    )
    run.finished_at = now
    run.save(update_fields=["finished_at"])
    if run.is_assisted:
        _audit("placement.finished", run, by=by, now=now)


def _audit(act: str, run: PlacementRun, *, by: Person | None, now: datetime) -> None:
    """Only staff's own acts for somebody else are written down; `run.cohort` says in which class."""
    cohort = run.cohort
    if cohort is None or run.person_id is None:
        return
    audit.record(
        act=act,
        by=by,
        subjects=[run.person_id],
        commune=cohort.programme.commune.code,
        detail={"run": str(run.uuid), "class": str(cohort.uuid), "help": run.help},
        now=now,
    )
