"""One run, screen by screen, whoever holds the device: a question, the next one, and where to start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from courses.catalogue.outlines import outlines
from courses.placement import actions as placement
from courses.placement import queries
from courses.placement.models import PlacementRun
from courses.placement.refusals import OutOfTurn
from courses.questions.asking import AskForm, item_id

if TYPE_CHECKING:
    from identity.accounts.models import Person


@dataclass(frozen=True)
class Walk:
    """The addresses around a run, and who is asked by whom; `learner` is set when staff reads aloud."""

    home: str
    here: str
    result: str
    by: Person | None
    learner: Person | None = None

    @property
    def is_read_aloud(self) -> bool:
        """Whether somebody else holds the device."""
        return self.learner is not None


def ask(request: HttpRequest, run: PlacementRun, walk: Walk) -> HttpResponse:
    """Show the question of now, or take its answer; the result stands where no question is left."""
    asked = queries.asked_now(run)
    if asked is None:
        return redirect(walk.result)
    form = AskForm(request.POST if request.method == "POST" else None, item=asked.item)
    if not form.is_bound:
        return _question(request, form, asked, walk)
    if not form.is_for_this:
        messages.info(request, str(OutOfTurn.message))
        return redirect(walk.here)
    if not form.is_answered():
        return _question(request, form, asked, walk)
    return _take(request, run, form, walk)


def show_result(request: HttpRequest, run: PlacementRun, walk: Walk, **more: Any) -> HttpResponse:
    """Where to start in each course, in one plain sentence and then course by course."""
    if run.finished_at is None:
        return redirect(walk.here)
    starts = queries.starts_of(run, outlines(request))
    shown = {
        "run": run,
        "walk": walk,
        "starts": starts,
        "first": next((start for start in starts if not start.is_known), None),
        "recalled": queries.recalled(run),
    }
    return render(request, "courses/placement/result.html", shown | more)


def _question(
    request: HttpRequest, form: AskForm, asked: queries.Asked, walk: Walk
) -> HttpResponse:
    shown = {"form": form, "asked": asked, "walk": walk}
    status = 422 if form.errors else 200
    return render(request, "courses/placement/question.html", shown, status=status)


def _take(request: HttpRequest, run: PlacementRun, form: AskForm, walk: Walk) -> HttpResponse:
    try:
        placement.record_answer(
            run=run, item=item_id(form.item), answer=form.answer, by=walk.by, now=timezone.now()
        )
    except OutOfTurn as refused:
        messages.info(request, str(refused.message))
    return redirect(walk.here)
