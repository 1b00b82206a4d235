"""What editors read about items: those to look at, one of them, the reports; all paged or bounded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from courses.analysis.models import ItemReport, ItemStatistic
from courses.analysis.naming import in_words
from courses.catalogue import queries as catalogue
from courses.catalogue.models import (
    CurrentVersion,
    EditionLesson,
    ItemIdentity,
    LessonVersion,
    WithdrawnItem,
)
from courses.catalogue.pages import LessonPage
from courses.practice.spot.marking import TRUSTED


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item in a list: its figures (None before the first count) and the reports that wait."""

    item: UUID
    number: int
    kind: str
    text: str
    statistic: ItemStatistic | None
    reports: int
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class ItemHistory:
    """One item over all versions that held it, newest first; `withdrawals` newest first."""

    item: UUID
    lesson: UUID
    page: LessonPage | None
    title: str
    text: str
    versions: tuple[tuple[LessonVersion, ItemStatistic | None], ...]
    withdrawals: tuple[WithdrawnItem, ...]

    @property
    def withdrawn(self) -> WithdrawnItem | None:
        """The withdrawal in force, or None."""
        return next((each for each in self.withdrawals if each.restored_at is None), None)


def lines_of(page: LessonPage) -> list[ItemLine]:
    """The items of a lesson as the site shows it now, withdrawn ones last; five queries."""
    current = CurrentVersion.objects.filter(lesson=page.translation_key, language=page.language)
    version = LessonVersion.objects.filter(pk__in=current.values("version")).first()
    if version is None:
        return []
    found = {row.item: row for row in ItemStatistic.objects.filter(version=version.uuid)}
    withdrawn = _withdrawn_lines(page.translation_key)
    items = [UUID(each["id"]) for each in version.items]
    waiting = waiting_reports([*items, *(line.item for line in withdrawn)])
    asked = [
        ItemLine(
            item=item,
            number=number,
            kind=shown["kind"],
            text=shown.get("text", ""),
            statistic=found.get(item),
            reports=waiting.get(item, 0),
            is_withdrawn=False,
        )
        for number, (item, shown) in enumerate(zip(items, version.items, strict=True), start=1)
    ]
    return asked + withdrawn


def items_to_review(*, course: UUID | None = None) -> QuerySet[ItemStatistic]:
    """Suspicious items of what the site shows now, of one course if told, those most people met first.

    A withdrawn item is in no current version and so is not here.
    """
    current = CurrentVersion.objects.values("version__uuid")
    rows = ItemStatistic.objects.filter(is_suspicious=True, version__in=current)
    if course is not None:
        lessons = EditionLesson.objects.filter(edition__course=course)
        rows = rows.filter(lesson__in=lessons.values("lesson"))
    return rows.order_by("-people", "lesson", "number")


def titles_of(lessons: Collection[UUID]) -> dict[UUID, str]:
    """What these lessons are called on the site now, in one query."""
    rows = CurrentVersion.objects.filter(lesson__in=set(lessons))
    return dict(rows.values_list("lesson", "version__title"))


def item_history(item: UUID) -> ItemHistory | None:
    """Everything editors may know of an item; None for one that was never published."""
    rows = {row.version: row for row in ItemStatistic.objects.filter(item=item)}
    withdrawals = tuple(WithdrawnItem.objects.filter(item=item).order_by("-withdrawn_at"))
    lesson = _lesson_of(item, rows.values(), withdrawals)
    if lesson is None:
        return None
    versions = LessonVersion.objects.defer("body").filter(lesson=lesson).order_by("-number")
    holding = [each for each in versions if any(one["id"] == str(item) for one in each.items)]
    if not holding:
        return None
    newest = holding[0]
    shown = next(one for one in newest.items if one["id"] == str(item))
    return ItemHistory(
        item=item,
        lesson=lesson,
        page=LessonPage.objects.defer("body").filter(translation_key=lesson).first(),
        title=newest.title,
        text=shown.get("text", ""),
        versions=tuple((each, rows.get(each.uuid)) for each in holding),
        withdrawals=withdrawals,
    )


def mistakes_of(row: ItemStatistic) -> list[tuple[str, int]]:
    """The critical mistakes of a practice in words, with how many made each; no query where nobody did."""
    frozen = catalogue.frozen_version(row.version) if row.mistakes else None
    item = frozen.item(row.item) if frozen else None
    if item is None:
        return []
    # a message from before its cost was asked for has no words of its own
    said = {TRUSTED: gettext("I trust it"), **catalogue.answer_keys(row.version)[item.id].feedback}
    return in_words(row.mistakes, shown=item.shown, said=said)


def reports(*, state: str, item: UUID | None = None) -> QuerySet[ItemReport]:
    """The reports in a state (open, answered, closed), of one item if told, newest first."""
    wanted = {
        "open": Q(closed_at=None, answered_at=None),
        "answered": Q(closed_at=None, answered_at__isnull=False),
        "closed": Q(closed_at__isnull=False),
    }
    rows = ItemReport.objects.filter(wanted[state])
    return (rows.filter(item=item) if item else rows).order_by("-reported_at", "-pk")


def waiting_reports(items: Collection[UUID]) -> Mapping[UUID, int]:
    """How many reports of each of these items wait for an editor, in one query."""
    waiting = reports(state="open").filter(item__in=list(items)).order_by()
    return dict(waiting.values("item").annotate(number=Count("pk")).values_list("item", "number"))


def newest_answer(item: UUID) -> str:
    """What an editor answered last to a report of this item; empty where nobody did."""
    answered = ItemReport.objects.filter(item=item).exclude(answer="").order_by("-answered_at")
    return answered.values_list("answer", flat=True).first() or ""


def _withdrawn_lines(lesson: UUID) -> list[ItemLine]:
    rows = list(WithdrawnItem.objects.filter(lesson=lesson, restored_at=None).order_by("pk"))
    known = ItemStatistic.objects.filter(item__in=[row.item for row in rows]).order_by("pk")
    newest = {row.item: row for row in known}
    return [_withdrawn_line(row.item, newest.get(row.item)) for row in rows]


def _withdrawn_line(item: UUID, statistic: ItemStatistic | None) -> ItemLine:
    return ItemLine(
        item=item,
        number=statistic.number if statistic else 0,
        kind=statistic.kind if statistic else "",
        text=statistic.text if statistic else str(item),
        statistic=statistic,
        reports=0,
        is_withdrawn=True,
    )


def _lesson_of(
    item: UUID, rows: Collection[ItemStatistic], withdrawals: Collection[WithdrawnItem]
) -> UUID | None:
    known = [row.lesson for row in rows] + [row.lesson for row in withdrawals]
    reported = ItemReport.objects.filter(item=item).values_list("lesson", flat=True)
    identity = ItemIdentity.objects.filter(uid=item).values_list("lesson", flat=True)
    return next(iter(known), None) or reported.first() or identity.first()
