"""Carries a regrade out, some people at a time: its trial run, the run itself, and its undoing.

Every batch is one transaction with its place in the line, so that a worker may die at any moment and
two may work at once; a person is locked only while her own marks are written.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.progress import actions as progress
from courses.progress.corrections import taken_back
from courses.progress.models import Correction, PersonLesson
from courses.regrading.examining import Examined, Stand, examined, stands_of
from courses.regrading.models import Regrade, RegradeDifference
from courses.regrading.rules import AFTER_RUN, AT_WORK
from identity.accounts import queries as accounts

State = Regrade.State
BATCH = 50
"""People looked at in one transaction: a fraction of a second for whoever waits for the database."""

EVERYTHING = ("answers", "score_before", "score_after", "passed_before", "passed_after")


def work(*, regrade: UUID, now: datetime) -> bool:
    """Look at the next people of the run it is in; False when there is nothing left to do."""
    with transaction.atomic():
        row = Regrade.objects.select_for_update().get(uuid=regrade)
        if row.state not in AT_WORK:
            return False
        people = next_people(row)
        if not people:
            end_run(row, now=now)
            return False
        if row.state == State.UNDOING:
            undo_for(row, people, now=now)
        else:
            regrade_for(row, people, now=now)
        row.cursor, row.moved_at = people[-1], now
        row.people_seen += len(people)
        row.save()
    return True


def next_people(row: Regrade) -> list[int]:
    """The learners of the lesson after those that were looked at, in the order of their row ids."""
    touched = PersonLesson.objects.filter(lesson=row.lesson, person__gt=row.cursor)
    if row.cursor == 0:
        row.people_total = touched.count()
    return list(touched.order_by("person").values_list("person", flat=True)[:BATCH])


def end_run(row: Regrade, *, now: datetime) -> None:
    """Everybody was looked at."""
    row.state, row.moved_at = AFTER_RUN[row.state], now
    if row.state != State.READY:
        row.finished_at = row.finished_at or now
    row.save()


def regrade_for(row: Regrade, people: Collection[int], *, now: datetime) -> None:
    """Mark the answers of these people anew, or only say what that would change in a trial run."""
    found = examined(row, people, now=now)
    changed = [each for each in found if each.corrections]
    if row.state != State.DRY_RUN:
        correct(row, changed)
    keep_differences(row, changed, over=EVERYTHING)
    row.answers_seen += sum(each.seen for each in found)
    row.answers_kept += sum(each.kept for each in found)
    row.people_changed += len(changed)
    count(row, changed)


def regrade_late(row: Regrade, people: Collection[int], *, now: datetime) -> int:
    """Mark what came late from these people as all others were, once the run is over; how many gained."""
    changed = [each for each in examined(row, people, now=now) if each.corrections]
    correct(row, changed)
    keep_differences(row, changed, over=("score_after", "passed_after"))
    row.people_changed = row.differences.count()
    count(row, changed)
    return len(changed)


def correct(row: Regrade, changed: Sequence[Examined]) -> None:
    """Write the corrections, one learner after the other, each under her lock."""
    for each in changed:
        progress.correct(person_id=each.person, lesson=row.lesson, corrections=each.corrections)


def count(row: Regrade, changed: Sequence[Examined]) -> None:
    """Add up what these learners gain."""
    row.answers_changed += sum(len(each.corrections) for each in changed)
    row.people_passing += sum(gains_pass(each) for each in changed)


def gains_pass(each: Examined) -> bool:
    """Whether she passes the check only now."""
    has_passed = each.before is not None and each.before.has_passed
    return each.after is not None and each.after.has_passed and not has_passed


def keep_differences(row: Regrade, changed: Sequence[Examined], *, over: Sequence[str]) -> None:
    """What it changes for each learner, over these columns of what was known before."""
    RegradeDifference.objects.bulk_create(
        [difference(row, each) for each in changed],
        update_conflicts=True,
        unique_fields=("regrade", "person"),
        update_fields=over,
    )


def difference(row: Regrade, each: Examined) -> RegradeDifference:
    """The row of one learner."""
    nothing = Stand(score=None, has_passed=False)
    before, after = each.before or nothing, each.after or nothing
    return RegradeDifference(
        regrade=row,
        person_id=each.person,
        answers=len(each.corrections),
        score_before=before.score,
        score_after=after.score,
        passed_before=before.has_passed,
        passed_after=after.has_passed,
    )


def undo_for(row: Regrade, people: Collection[int], *, now: datetime) -> None:
    """Take back what it did for these people; what other regrades did stays."""
    owners = accounts.owners_of(people)
    made = Correction.objects.filter(person__in=list(owners), lesson=row.lesson)
    mine: dict[int, list[Correction]] = {}
    for each in made.filter(regrade=row.uuid, is_taken_back=False):
        mine.setdefault(owners[each.person_id], []).append(each)
    before = stands_of(row.lesson, mine)
    for person, corrections in sorted(mine.items()):
        back = taken_back(corrections, now=now)
        after = progress.correct(person_id=person, lesson=row.lesson, corrections=back)
        row.people_passing += before[person].has_passed and after.passed_at is None
    row.people_changed += len(mine)
    row.answers_changed += sum(map(len, mine.values()))
