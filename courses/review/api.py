"""`GET review/rule` and `GET me/review`: the rule as plain data, and what is due for the signed-in person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view

from courses.progress import queries as progress
from courses.review.catching_up import own_reviews
from courses.review.rules import RULE
from identity.accounts.models import Person
from identity.paging.pages import Page, cut
from identity.signin.permissions import signed_in

router = Router(tags=["review"])


class RuleOut(Schema):
    """The rule of spaced review: one round of `items` questions `days` after a module, for each step.

    A round with at least `right_items` right goes a step forward, any other one back; right at the
    last step ends it. Without an answer it ends after `reminders`, `reminder_days` apart.
    """

    version: int
    days: list[int]
    items: int
    right_items: int
    rounds: int
    reminders: int
    reminder_days: int


class ReviewOut(Schema):
    """One module of hers: its step, and when it is due (null once it is over, as `ending` says)."""

    id: UUID
    course: UUID
    module: UUID
    title: str
    step: int
    due_at: datetime | None
    ending: str


@router.get("review/rule", response=RuleOut, summary="The rule of spaced review")
def read_rule(request: HttpRequest) -> dict[str, Any]:
    """The same for everybody, so that a phone can run it without network."""
    return asdict(RULE)


@router.get(
    "me/review",
    response=list[ReviewOut],
    auth=signed_in,
    summary="What the signed-in person is to review, and when",
)
@decorate_view(never_cache)
def read_reviews(
    request: HttpRequest, response: HttpResponse, page: Query[Page]
) -> Sequence[ReviewOut]:
    """The one due first at the front."""
    person = cast("Person", request.user)
    mine = own_reviews(person, progress.standing(person.pk, now=timezone.now()))
    lines = [
        ReviewOut(
            id=row.uuid,
            course=row.course,
            module=row.module,
            title=row.title,
            step=row.step,
            due_at=row.due_at,
            ending=row.ending,
        )
        for row in mine
    ]
    return cut(lines, page, key=lambda line: line.id, request=request, response=response)
