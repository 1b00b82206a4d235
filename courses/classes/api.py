"""`GET cohorts` and `GET cohorts/{id}/board`: a trainer's classes and where everybody stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view

from courses.classes.board import Board, BoardRow, read_board
from courses.classes.joincodes import show_code
from courses.classes.permissions import cohort_for
from courses.classes.queries import taught_cohorts
from identity.accounts.models import Person
from identity.audit.context import acting_as
from identity.communes.api import CommuneBrief
from identity.paging.pages import Page, cut
from identity.roles.rules import Role
from identity.signin.permissions import signed_in

if TYPE_CHECKING:
    from courses.classes.queries import CountedCohort

router = Router(tags=["cohorts"], auth=signed_in)


class CohortOut(Schema):
    """One class; `join_code` is null once it is closed."""

    id: UUID
    name: str
    course: UUID
    edition: UUID
    commune: CommuneBrief
    learners: int
    join_code: str | None
    opened_at: datetime
    closed_at: datetime | None


class LearnerOut(Schema):
    """Who a row is about."""

    id: UUID
    name: str


class BoardRowOut(Schema):
    """One learner, counted against her own edition."""

    learner: LearnerOut
    lessons_done: int
    lessons_total: int
    percent: int
    last_seen_at: datetime | None
    needs_help: bool


class BoardOut(Schema):
    """The board of a class as of a moment, by Vietnamese order of names."""

    id: UUID
    name: str
    as_of: datetime
    rows: list[BoardRowOut]


@router.get("cohorts", response=list[CohortOut], summary="The classes of the trainer's communes")
@decorate_view(never_cache)
def list_cohorts(
    request: HttpRequest, response: HttpResponse, page: Query[Page]
) -> list[CohortOut]:
    """Open ones first, newest first; empty for whoever trains nowhere."""
    mine = list(taught_cohorts(cast("Person", request.user), now=timezone.now()))
    shown = cut(mine, page, key=lambda cohort: cohort.uuid, request=request, response=response)
    return [_cohort_out(cohort) for cohort in shown]


@router.get("cohorts/{uuid:cohort}/board", response=BoardOut, summary="Where a class stands")
@decorate_view(never_cache)
def show_board(
    request: HttpRequest, response: HttpResponse, cohort: UUID, page: Query[Page]
) -> BoardOut:
    """404 for whoever does not train in the commune of the class at this moment."""
    now = timezone.now()
    person = cast("Person", request.user)
    found = cohort_for(person, cohort, now=now)
    if found is None:
        raise Http404
    with acting_as({Role.TRAINER}):
        board = read_board(found, by=person, now=now)
    rows = cut(
        board.rows, page, key=lambda row: row.learner.uuid, request=request, response=response
    )
    return _board_out(board, rows)


def _cohort_out(cohort: CountedCohort) -> CohortOut:
    commune = cohort.programme.commune
    return CohortOut(
        id=cohort.uuid,
        name=cohort.name,
        course=cohort.course,
        edition=cohort.edition.uuid,
        commune=CommuneBrief.from_orm(commune),
        learners=cohort.learners,
        join_code=None if cohort.closed_at else show_code(cohort.join_code),
        opened_at=cohort.opened_at,
        closed_at=cohort.closed_at,
    )


def _board_out(board: Board, rows: Sequence[BoardRow]) -> BoardOut:
    return BoardOut(
        id=board.cohort.uuid,
        name=board.cohort.name,
        as_of=board.as_of,
        rows=[
            BoardRowOut(
                learner=LearnerOut(id=row.learner.uuid, name=row.learner.name),
                lessons_done=row.lessons_done,
                lessons_total=row.lessons_total,
                percent=row.percent,
                last_seen_at=row.last_seen_at,
                needs_help=row.needs_help,
            )
            for row in rows
        ],
    )
