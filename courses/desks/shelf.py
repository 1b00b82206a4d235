"""A learner's own courses as her page shows them: where to go on, what comes next, what is finished."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from courses.catalogue import queries as catalogue
from courses.catalogue.news import News
from courses.catalogue.outlines import CourseOutline, LessonOutline
from courses.progress.queries import CourseStanding, LessonStanding, news_of


@dataclass(frozen=True)
class Stop:
    """A lesson to open: begun at screen `screen` of `screens`, or new when `screen` is 0.

    The lesson page counts its closing screen too, so `screens` does.
    """

    lesson: LessonOutline
    screen: int
    screens: int

    @property
    def is_begun(self) -> bool:
        """Whether she has seen a screen of it."""
        return self.screen > 0


@dataclass(frozen=True)
class ShelfLesson:
    """A lesson of her course; `url` is empty when it has left the site, `news` what came since she did it."""

    standing: LessonStanding
    url: str
    news: News | None = None


@dataclass(frozen=True)
class ShelfCourse:
    """One course of hers. `stop` is None when nothing of it is left to do on the site."""

    standing: CourseStanding
    lessons: tuple[ShelfLesson, ...]
    stop: Stop | None

    @property
    def is_finished(self) -> bool:
        """Whether she has completed the course, in whichever edition."""
        return self.standing.is_finished


@dataclass(frozen=True)
class Shelf:
    """All her courses, the one she learnt in last first, and the course to begin with when none is open."""

    courses: tuple[ShelfCourse, ...]
    first: CourseOutline | None

    @property
    def here(self) -> ShelfCourse | None:
        """The course the main button goes on with."""
        return next(
            (course for course in self.courses if course.stop and not course.is_finished), None
        )


def read_shelf(standings: Iterable[CourseStanding], outlines: list[CourseOutline]) -> Shelf:
    """Her page from where she stands and from what is on the site."""
    lessons = {
        lesson.id: lesson
        for outline in outlines
        for module in outline.modules
        for lesson in module.lessons
    }
    newest_first = sorted(standings, key=_seen, reverse=True)
    begun = {standing.course for standing in newest_first}
    news = news_of(newest_first)
    return Shelf(
        courses=tuple(_course(standing, lessons, news) for standing in newest_first),
        first=next(
            (outline for outline in outlines if outline.modules and outline.id not in begun), None
        ),
    )


def _seen(standing: CourseStanding) -> tuple[bool, float]:
    at: datetime | None = standing.last_seen_at
    return (at is not None, at.timestamp() if at else 0.0)


def _course(
    standing: CourseStanding, lessons: dict[UUID, LessonOutline], news: dict[UUID, News]
) -> ShelfCourse:
    return ShelfCourse(
        standing=standing,
        lessons=tuple(
            ShelfLesson(each, lessons[each.id].url if each.id in lessons else "", news.get(each.id))
            for each in standing.lessons
        ),
        stop=_stop(standing, lessons),
    )


def _stop(standing: CourseStanding, lessons: dict[UUID, LessonOutline]) -> Stop | None:
    """The first lesson begun and not done, else the first one that is new to her."""
    open_ones = [each for each in standing.lessons if each.id in lessons and not each.is_new]
    for state in ("started", "new"):
        for each in open_ones:
            if each.state == state:
                return _stop_at(each, lessons[each.id])
    return None


def _stop_at(standing: LessonStanding, lesson: LessonOutline) -> Stop:
    version = catalogue.frozen_version(lesson.version)
    steps = version.steps if version else ()
    step = str(standing.position)
    screen = steps.index(step) + 1 if step in steps else 1
    screens = len(steps) + 1 if steps else 0
    return Stop(lesson, screen=0 if standing.state == "new" else screen, screens=screens)
