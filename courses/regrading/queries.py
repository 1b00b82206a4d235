"""What an editor reads before she decides: how many people know a lesson, which regrades there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from courses.catalogue.models import LessonVersion
from courses.progress.models import PersonLesson
from courses.regrading.models import Regrade, RegradeDifference


@dataclass(frozen=True, slots=True)
class Known:
    """How many people are in the middle of a lesson, and how many have done it, in any version."""

    begun: int
    done: int

    @property
    def total(self) -> int:
        """Everybody of whom there is a fact about it."""
        return self.begun + self.done


def known_by(lessons: Collection[UUID]) -> Known:
    """Who knows these lessons; one indexed query."""
    rows = PersonLesson.objects.filter(lesson__in=lessons)
    found = rows.aggregate(
        begun=Count("person", filter=Q(done_at=None), distinct=True),
        done=Count("person", filter=Q(done_at__isnull=False), distinct=True),
    )
    return Known(**found)


def regrades() -> QuerySet[Regrade]:
    """Every regrade, those that wait for somebody first, then the newest."""
    is_waiting = Q(state__in=(Regrade.State.DRY_RUN, Regrade.State.READY, Regrade.State.RUNNING))
    waiting = Count("pk", filter=is_waiting)
    return Regrade.objects.annotate(waiting=waiting).order_by("-waiting", "-asked_at", "-pk")


def differences(regrade: Regrade) -> QuerySet[RegradeDifference]:
    """What it changes for each learner; those who pass by it first, then the largest gain."""
    rows = RegradeDifference.objects.filter(regrade=regrade).select_related("person")
    return rows.only(
        "answers",
        "score_before",
        "score_after",
        "passed_before",
        "passed_after",
        "person__uuid",
    ).order_by("passed_before", "-passed_after", "pk")


def titles_of(regrades: Iterable[Regrade]) -> dict[UUID, str]:
    """The newest title of each lesson that is regraded."""
    lessons = {each.lesson for each in regrades}
    rows = LessonVersion.objects.filter(lesson__in=lessons).order_by("number")
    return dict(rows.values_list("lesson", "title"))


def texts_of(regrade: Regrade) -> list[str]:
    """The words of the items it is about, as the newest version named has them."""
    named = [*regrade.from_versions, *([str(regrade.to_version)] if regrade.to_version else [])]
    rows = LessonVersion.objects.filter(uuid__in=named).order_by("number")
    words = {
        item["id"]: item.get("text", "")
        for items in rows.values_list("items", flat=True)
        for item in items
    }
    return [words[item] for item in regrade.items if item in words]
