"""What people and editors do about an item: report a fault, deal with it, withdraw it, take it back."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.analysis import budgets, counting
from courses.analysis.budgets import Source
from courses.analysis.masking import masked
from courses.analysis.models import ItemReport
from courses.analysis.refusals import AnalysisRefused
from courses.catalogue import queries as catalogue
from courses.catalogue import withdrawals
from courses.catalogue.models import LessonVersion, WithdrawnItem
from courses.regrading import actions as regrading
from courses.regrading.refusals import RegradeRefused
from identity.accounts.models import Person
from identity.audit import actions as audit

LONGEST_REPORT = 300


@transaction.atomic
def report_item(
    *,
    version: UUID,
    item: UUID,
    kind: str,
    text: str,
    sources: Collection[Source],
    now: datetime,
) -> ItemReport:
    """Keep what somebody says is wrong with an item; who said it is not kept.

    Numbers and addresses in the text are masked. Refusals (AnalysisRefused): unknown_item, too_many.
    """
    frozen = catalogue.frozen_version(version)
    if frozen is None or frozen.item(item) is None:
        raise AnalysisRefused("unknown_item")
    budgets.claim(sources, now=now)
    report = ItemReport.objects.create(
        version=version,
        item=item,
        lesson=frozen.lesson,
        kind=kind,
        text=masked(text)[:LONGEST_REPORT],
        reported_at=now,
    )
    counting.flag_again(item=item)
    return report


@transaction.atomic
def answer_report(*, report: ItemReport, answer: str, by: Person, now: datetime) -> None:
    """Say what was done about a report; everybody who reports the same item reads it. Refusal: closed."""
    waiting = ItemReport.objects.filter(pk=report.pk, closed_at=None)
    if not waiting.update(answer=answer.strip(), answered_at=now, handled_by=by):
        raise AnalysisRefused("closed")
    _after_handling(report, act="item.report_answered", by=by, now=now)


@transaction.atomic
def close_report(*, report: ItemReport, by: Person, now: datetime) -> None:
    """Nothing more is to be done about it; closing what is closed changes nothing."""
    waiting = ItemReport.objects.filter(pk=report.pk, closed_at=None)
    if waiting.update(closed_at=now, handled_by=by):
        _after_handling(report, act="item.report_closed", by=by, now=now)


@transaction.atomic
def reopen_report(*, report: ItemReport, by: Person, now: datetime) -> None:
    """It was closed too early."""
    closed = ItemReport.objects.filter(pk=report.pk, closed_at__isnull=False)
    if closed.update(closed_at=None, handled_by=by):
        _after_handling(report, act="item.report_reopened", by=by, now=now)


@transaction.atomic
def withdraw_item(
    *, lesson: UUID, item: UUID, reason: str, by: Person, now: datetime
) -> WithdrawnItem:
    """Ask nobody this item any more, and begin to take it out of the results of those it hurt.

    The lesson is frozen anew without it. What it cost people is a trial run first, which an editor
    confirms (courses/regrading). Refusals (AnalysisRefused): no_reason, unknown_item, withdrawn,
    last_item.
    """
    reason = reason.strip()
    if not reason:
        raise AnalysisRefused("no_reason")
    versions = versions_with(lesson, item)
    if withdrawals.is_last_of_check(lesson, item):
        raise AnalysisRefused("last_item")
    if item in catalogue.withdrawn_items(lesson):
        raise AnalysisRefused("withdrawn")
    regrade = regrading.neutralise_item(item=item, versions=versions, by=by, now=now)
    row = WithdrawnItem.objects.create(
        item=item,
        lesson=lesson,
        reason=reason,
        withdrawn_by=by,
        withdrawn_at=now,
        regrade=regrade.uuid,
    )
    withdrawals.freeze_again(lesson=lesson, now=now)
    audit.record(act="item.withdrawn", by=by, detail={"item": str(item)}, now=now)
    return row


@transaction.atomic
def restore_item(*, item: UUID, by: Person, now: datetime) -> WithdrawnItem:
    """Ask the item again; the lesson is frozen anew with it. Refusal (AnalysisRefused): not_withdrawn.

    A trial run that nobody confirmed is dropped; results that were corrected stay corrected until an
    editor undoes the regrade itself.
    """
    row = WithdrawnItem.objects.filter(item=item, restored_at=None).first()
    if row is None:
        raise AnalysisRefused("not_withdrawn")
    mine = WithdrawnItem.objects.filter(pk=row.pk, restored_at=None)
    if not mine.update(restored_by=by, restored_at=now):
        raise AnalysisRefused("not_withdrawn")
    withdrawals.freeze_again(lesson=row.lesson, now=now)
    if row.regrade is not None:
        _drop_trial(row.regrade, by=by, now=now)
    audit.record(act="item.restored", by=by, detail={"item": str(item)}, now=now)
    return row


def versions_with(lesson: UUID, item: UUID) -> list[UUID]:
    """The versions of a lesson that hold an item. Refusal: unknown_item."""
    versions = LessonVersion.objects.filter(lesson=lesson).order_by("number")
    named = [
        uuid
        for uuid, items in versions.values_list("uuid", "items")
        if any(each["id"] == str(item) for each in items)
    ]
    if not named:
        raise AnalysisRefused("unknown_item")
    return named


def _drop_trial(regrade: UUID, *, by: Person, now: datetime) -> None:
    """One that was carried out already, or dropped by hand, stays as it is."""
    with suppress(RegradeRefused), transaction.atomic():
        regrading.drop(regrade=regrade, by=by, now=now)


def _after_handling(report: ItemReport, *, act: str, by: Person, now: datetime) -> None:
    counting.flag_again(item=report.item)
    audit.record(act=act, by=by, detail={"report": str(report.uuid)}, now=now)
