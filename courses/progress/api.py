"""`POST progress/events` and `GET me/progress`: facts in, standing out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.utils import timezone
from django.views.decorators.cache import never_cache
from ninja import Router, Schema
from ninja.decorators import decorate_view
from ninja.errors import HttpError

from courses.catalogue.news import News
from courses.progress import actions as progress
from courses.progress import queries
from courses.progress.description import EVENTS_OPERATION
from courses.progress.reading import BadBody, Reported, Unreadable, read_body
from courses.progress.verdicts import Verdict
from identity.accounts.models import Person
from identity.signin.permissions import signed_in

router = Router(tags=["progress"], auth=signed_in)


class LessonProgressOut(Schema):
    """Where she stands in one lesson; `position` is the step she saw last.

    `news` are steps that came after she was done: shown as new, never required of her.

    Only the `required` ones count; others came after her edition.
    """

    id: UUID
    required: bool
    state: str
    best_score: int | None
    position: UUID | None
    news: list[UUID]


class CourseProgressOut(Schema):
    """Where she stands in one course, counted against the edition named."""

    id: UUID
    edition: UUID
    lessons_total: int
    lessons_done: int
    percent: int
    completed_at: datetime | None
    lessons: list[LessonProgressOut]


class ProgressOut(Schema):
    """Where she stands in every course she has started or joined."""

    courses: list[CourseProgressOut]


@router.get("me/progress", response=ProgressOut, summary="Where the signed-in person stands")
@decorate_view(never_cache)
def read_progress(request: HttpRequest) -> ProgressOut:
    """The same numbers as on her own page and on her trainer's board."""
    standings = queries.standing(caller(request).pk, now=timezone.now())
    news = queries.news_of(standings)
    return ProgressOut(courses=[course_out(each, news) for each in standings])


def course_out(standing: queries.CourseStanding, news: Mapping[UUID, News]) -> CourseProgressOut:
    """One course in the shape of the API."""
    return CourseProgressOut(
        id=standing.course,
        edition=standing.edition,
        lessons_total=standing.lessons_total,
        lessons_done=standing.lessons_done,
        percent=standing.percent,
        completed_at=standing.completed_at,
        lessons=[
            LessonProgressOut(
                id=lesson.id,
                required=lesson.is_required,
                state=lesson.state,
                best_score=lesson.best_score,
                position=lesson.position,
                news=[UUID(step) for step in news[lesson.id].steps] if lesson.id in news else [],
            )
            for lesson in standing.lessons
        ],
    )


@router.post("progress/events", summary="Report learning events", openapi_extra=EVENTS_OPERATION)
def post_events(request: HttpRequest) -> HttpResponse:
    """Stores what can be stored and says what became of each event.

    The body is read by hand: one wrong event must cost no other, and this is the busiest address.
    """
    verdicts = progress.record(events=posted(request), by=caller(request), now=timezone.now())
    return HttpResponse(answer(verdicts), content_type="application/json")


def caller(request: HttpRequest) -> Person:
    """Whoever is signed in: the router lets nobody else in."""
    return cast("Person", request.user)


def posted(request: HttpRequest) -> list[Reported | Unreadable]:
    """The events of the body; 400 or 413 for a body that cannot be read at all."""
    try:
        return read_body(request.body)
    except RequestDataTooBig:
        raise HttpError(413, "too_large") from None
    except RawPostDataException:
        # a form with parts was read as one before we came: whatever it held, it was no JSON
        raise HttpError(400, "not_json") from None
    except BadBody as bad:
        raise HttpError(bad.status, bad.code) from None


def answer(verdicts: Sequence[Verdict]) -> str:
    """The verdicts as JSON, in the order sent."""
    shown = {"verdicts": [verdict_out(each) for each in verdicts]}
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))


def verdict_out(verdict: Verdict) -> dict[str, Any]:
    """One verdict in the shape of the API."""
    return {
        "id": verdict.id,
        "index": verdict.index,
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "detail": verdict.detail,
        "field": verdict.field,
        "correct": verdict.correct,
        "score": verdict.score,
        "feedback": verdict.feedback,
    }
