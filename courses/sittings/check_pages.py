"""`/toi/kiem-tra/<check>/<ticket>/`: the questions of a supervised check, in one browser only."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.questions.asking import AskForm
from courses.sittings import mending, supervising
from courses.sittings.chairs import Chair, chair_for, own_chair, waited
from courses.sittings.models import SittingPaper
from courses.sittings.papers import Step, progress_of
from courses.sittings.refusals import SittingRefused
from courses.sittings.rules import REPORT_REASONS
from courses.sittings.seats import back, onward, paper_at, place_of
from courses.sittings.standing import standing
from identity.roles.permissions import require_role
from identity.roles.rules import Role


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, sitting: UUID, ticket: str, number: int) -> HttpResponse:
    """One question of the check."""
    return _question(request, own_chair(request, sitting), ticket, number)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, sitting: UUID, ticket: str) -> HttpResponse:
    """What is answered and what is not; then handing in."""
    return _review(request, own_chair(request, sitting), ticket)


@login_required
@require_POST
def report(request: HttpRequest, sitting: UUID, ticket: str, number: int) -> HttpResponse:
    """Say that a question is broken, and go on."""
    return _report(request, own_chair(request, sitting), ticket, number)


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD", "POST"])
def question_for(
    request: HttpRequest, *, cohort: UUID, sitting: UUID, learner: UUID, ticket: str, number: int
) -> HttpResponse:
    """One question of the check on the trainer's phone."""
    chair = chair_for(request, cohort, sitting, learner, now=timezone.now())
    return _question(request, chair, ticket, number)


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD", "POST"])
def review_for(
    request: HttpRequest, cohort: UUID, sitting: UUID, learner: UUID, ticket: str
) -> HttpResponse:
    """Handing in on the trainer's phone."""
    chair = chair_for(request, cohort, sitting, learner, now=timezone.now())
    return _review(request, chair, ticket)


@require_role(Role.TRAINER)
@require_POST
def report_for(
    request: HttpRequest, *, cohort: UUID, sitting: UUID, learner: UUID, ticket: str, number: int
) -> HttpResponse:
    """Saying on the trainer's phone that a question is broken."""
    chair = chair_for(request, cohort, sitting, learner, now=timezone.now())
    return _report(request, chair, ticket, number)


def _question(request: HttpRequest, chair: Chair, ticket: str, number: int) -> HttpResponse:
    """After the end there are no questions any more; whoever has answered all of them may still hand in."""
    now = timezone.now()
    paper = paper_at(chair)
    try:
        supervising.check_place(paper, place_of(request, ticket), by=chair.by)
    except SittingRefused as refused:
        return back(request, chair, refused)
    progress = progress_of(paper)
    step = progress.step(number)
    is_over = request.method != "POST" and not standing(chair.sitting, now=now).is_open
    if step is None or (is_over and progress.is_finished):
        return redirect(chair.address("check_review", ticket))
    form = AskForm(
        request.POST if request.method == "POST" else None, item=dict(step.question.shown)
    )
    if form.is_answered():
        return _take(request, chair, paper, ticket, step=step, form=form, now=now)
    if is_over:
        return back(request, chair, SittingRefused("closed"))
    return _asked(request, chair, ticket, step, form, total=progress.total)


def _asked(
    request: HttpRequest, chair: Chair, ticket: str, step: Step, form: AskForm, *, total: int
) -> HttpResponse:
    shown = {"chair": chair, "step": step, "form": form, "action": request.path, "total": total}
    shown["report_address"] = chair.address("check_report", ticket, step.number)
    shown["review_address"] = chair.address("check_review", ticket)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "courses/sittings/check_question.html", shown, status=status)


def _take(
    request: HttpRequest,
    chair: Chair,
    paper: SittingPaper,
    ticket: str,
    *,
    step: Step,
    form: AskForm,
    now: dt.datetime,
) -> HttpResponse:
    if not form.is_for_this:
        messages.info(request, _("This question has been replaced. Here is the one that counts."))
        return redirect(chair.address("check_question", ticket, step.number))
    try:
        supervising.answer(
            paper=paper,
            place=place_of(request, ticket),
            item=step.question.item,
            given=form.answer,
            waited=waited(request),
            by=chair.by,
            now=now,
        )
    except SittingRefused as refused:
        return back(request, chair, refused)
    return redirect(onward(chair, paper, ticket))


def _review(request: HttpRequest, chair: Chair, ticket: str) -> HttpResponse:
    now, paper = timezone.now(), paper_at(chair)
    place = place_of(request, ticket)
    try:
        supervising.check_place(paper, place, by=chair.by)
        if request.method == "POST":
            supervising.hand_in(paper=paper, place=place, by=chair.by, now=now)
            return redirect(chair.home if chair.is_operated else chair.address("enter"))
    except SittingRefused as refused:
        if refused.code != "not_all_answered":
            return back(request, chair, refused)
        messages.error(request, str(refused.message))
    shown = {"chair": chair, "progress": progress_of(paper), "ticket": ticket}
    shown["rows"] = [
        (step, chair.address("check_question", ticket, step.number))
        for step in progress_of(paper).steps
    ]
    return render(request, "courses/sittings/check_review.html", shown)


def _report(request: HttpRequest, chair: Chair, ticket: str, number: int) -> HttpResponse:
    paper = paper_at(chair)
    reason = request.POST.get("reason", "")
    step = progress_of(paper).step(number)
    if step is None or reason not in REPORT_REASONS:
        return redirect(chair.address("check_question", ticket, number))
    try:
        supervising.check_place(paper, place_of(request, ticket), by=chair.by)
        mending.report_item(
            sitting=chair.sitting,
            item=step.question.item,
            reason=reason,
            by=chair.by,
            now=timezone.now(),
        )
    except SittingRefused as refused:
        return back(request, chair, refused)
    messages.success(
        request,
        _("Your trainer has been told. A broken question is replaced and costs you nothing."),
    )
    return redirect(chair.address("check_question", ticket, number))
