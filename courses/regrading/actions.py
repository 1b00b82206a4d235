"""Every decision about a regrade: asking for one, confirming, dropping and undoing it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.catalogue.lineage import VersionChange
from courses.catalogue.models import LessonVersion
from courses.progress.grading import paper
from courses.regrading.events import REGRADE_DUE
from courses.regrading.models import Effect, Regrade
from courses.regrading.refusals import RegradeRefused
from courses.regrading.rules import OPEN, may_be_undone, may_follow
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.outbox import actions as outbox

State = Regrade.State


@transaction.atomic
def neutralise_item(
    *, item: UUID, versions: Collection[UUID], by: Person | None, now: datetime
) -> Regrade:
    """Begin to take a withdrawn item out of the results of those it hurt, in these lesson versions.

    Only the trial run begins: an editor looks at what it would change and confirms (`confirm`).
    Nobody's score falls: an answer that earned its share stays, one that cost marks leaves the
    denominator. Answers that arrive later are treated alike. The same item asked for again while one
    is open returns that one. Refusals (RegradeRefused): unknown_item.
    """
    known = LessonVersion.objects.filter(uuid__in=list(versions)).order_by("number")
    naming = [each for each in known if any(one["id"] == str(item) for one in each.items)]
    if not naming:
        raise RegradeRefused("unknown_item")
    return _begin(
        naming[0].lesson,
        effect=Effect.WITHDRAW,
        items=[str(item)],
        from_versions=[str(each.uuid) for each in naming],
        to_version=None,
        by=by,
        now=now,
    )


@transaction.atomic
def correct_key(*, version: UUID, by: Person | None, now: datetime) -> Regrade:
    """Begin to mark the answers to older versions by the keys that this version corrected.

    Only items that still ask the same are marked anew. As with a withdrawn item, the trial run comes
    first. Refusals (RegradeRefused): nothing_to_correct.
    """
    change = VersionChange.objects.filter(version__uuid=version).select_related("version").first()
    older = _older_versions(change) if change else []
    if change is None or not older:
        raise RegradeRefused("nothing_to_correct")
    return _begin(
        change.version.lesson,
        effect=Effect.KEY,
        items=change.rekeyed,
        from_versions=older,
        to_version=version,
        by=by or change.by,
        now=now,
    )


@transaction.atomic
def confirm(*, regrade: UUID, by: Person, now: datetime) -> Regrade:
    """Carry it out, as its trial run showed. Refusals: not_ready, settled."""
    row = _locked(regrade)
    if row.state == State.DRY_RUN:
        raise RegradeRefused("not_ready")
    row.confirmed_by, row.confirmed_at, row.swept_until = by, now, now
    return _set_out(row, State.RUNNING, act="regrades.confirmed", by=by, now=now)


@transaction.atomic
def drop(*, regrade: UUID, by: Person, now: datetime) -> Regrade:
    """Leave every mark as it is. Refusals: settled."""
    row = _moved(_locked(regrade), State.DROPPED, now=now)
    row.finished_at = now
    row.save()
    _audit("regrades.dropped", row, by=by, now=now)
    return row


@transaction.atomic
def undo(*, regrade: UUID, by: Person, now: datetime) -> Regrade:
    """Take every correction of it back, within 30 days. Refusals: not_done, too_late."""
    row = _locked(regrade)
    if row.state != State.DONE:
        raise RegradeRefused("not_done")
    if not may_be_undone(finished_at=row.finished_at, now=now):
        raise RegradeRefused("too_late")
    row.undone_by, row.undone_at = by, now
    return _set_out(row, State.UNDOING, act="regrades.undone", by=by, now=now)


def _older_versions(change: VersionChange) -> list[str]:
    """The versions before it that ask one of the rekeyed items as it does.

    What was or will be held in class of one of them is marked with it (examining.Rule).
    """
    newest, version = paper(change.version.uuid), change.version
    older = LessonVersion.objects.filter(
        lesson=version.lesson, language=version.language, number__lt=version.number
    )
    found = older.order_by("number").values_list("uuid", flat=True)
    names = {newest.sheets[UUID(item)].name for item in change.rekeyed}
    return [
        str(uuid) for uuid in found if names & {sheet.name for sheet in paper(uuid).sheets.values()}
    ]


def _begin(
    lesson: UUID,
    *,
    effect: Effect,
    items: Sequence[str],
    from_versions: Sequence[str],
    to_version: UUID | None,
    by: Person | None,
    now: datetime,
) -> Regrade:
    same = Regrade.objects.filter(lesson=lesson, effect=effect, state__in=OPEN)
    for open_one in same:
        if (open_one.items, open_one.from_versions) == (list(items), list(from_versions)):
            return open_one
    row = Regrade(
        lesson=lesson,
        effect=effect,
        items=list(items),
        from_versions=list(from_versions),
        to_version=to_version,
        asked_by=by,
        asked_at=now,
        moved_at=now,
    )
    return _start_run(row, act="regrades.asked", by=by, now=now)


def _set_out(row: Regrade, state: Regrade.State, *, act: str, by: Person, now: datetime) -> Regrade:
    return _start_run(_moved(row, state, now=now), act=act, by=by, now=now)


def _start_run(row: Regrade, *, act: str, by: Person | None, now: datetime) -> Regrade:
    """Have a worker go through everybody from the first on."""
    row.cursor = row.people_seen = row.people_changed = row.people_passing = 0
    row.answers_seen = row.answers_changed = row.answers_kept = 0
    row.save()
    _audit(act, row, by=by, now=now)
    outbox.add(topic=REGRADE_DUE, key=str(row.uuid), payload={"regrade": str(row.uuid)}, now=now)
    return row


def _locked(regrade: UUID) -> Regrade:
    return Regrade.objects.select_for_update().get(uuid=regrade)


def _moved(row: Regrade, state: Regrade.State, *, now: datetime) -> Regrade:
    if not may_follow(row.state, state):
        raise RegradeRefused("settled")
    row.state, row.moved_at = state, now
    return row


def _audit(act: str, row: Regrade, *, by: Person | None, now: datetime) -> None:
    detail = {"regrade": str(row.uuid), "lesson": str(row.lesson), "people": row.people_changed}
    audit.record(act=act, by=by, now=now, detail=detail)
