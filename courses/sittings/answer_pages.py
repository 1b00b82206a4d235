"""`/toi/do-tien-bo/`: a test before or after a course, one question a screen, on whichever phone."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.questions.asking import AskForm
from courses.sittings import answering
from courses.sittings.chairs import Chair, chair_for, own_chair, waited
from courses.sittings.papers import Progress, Step, paper_of, progress_of
from courses.sittings.refusals import SittingRefused
from courses.sittings.standing import standing
from identity.roles.permissions import require_role
from identity.roles.rules import Role

ENDED = frozenset({"closed", "too_late"})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, sitting: UUID) -> HttpResponse:
    """What this is and how long it takes; then the first question, or the one she stopped at."""
    return _start(request, own_chair(request, sitting))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, sitting: UUID, number: int) -> HttpResponse:
    """One question; the answer is taken and nothing is said about it."""
    return _question(request, own_chair(request, sitting), number)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def done(request: HttpRequest, sitting: UUID) -> HttpResponse:
    """Everything is answered."""
    return _done(request, own_chair(request, sitting))


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD", "POST"])
def start_for(request: HttpRequest, cohort: UUID, sitting: UUID, learner: UUID) -> HttpResponse:
    """The same on the trainer's phone, for somebody without one."""
    return _start(request, chair_for(request, cohort, sitting, learner, now=timezone.now()))


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD", "POST"])
def question_for(
    request: HttpRequest, cohort: UUID, sitting: UUID, learner: UUID, number: int
) -> HttpResponse:
    """One question on the trainer's phone."""
    chair = chair_for(request, cohort, sitting, learner, now=timezone.now())
    return _question(request, chair, number)


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD"])
def done_for(request: HttpRequest, cohort: UUID, sitting: UUID, learner: UUID) -> HttpResponse:
    """The end on the trainer's phone."""
    return _done(request, chair_for(request, cohort, sitting, learner, now=timezone.now()))


def _start(request: HttpRequest, chair: Chair) -> HttpResponse:
    now = timezone.now()
    _only_paired(chair)
    if request.method == "POST":
        try:
            paper = answering.begin(
                sitting=chair.sitting, person=chair.person, by=chair.by, now=now
            )
        except SittingRefused as refused:
            return _ended(request, chair, refused)
        return redirect(_onward(chair, progress_of(paper)))
    given = paper_of(chair.sitting, chair.person)
    progress = progress_of(given) if given else None
    if progress and progress.is_finished:
        return redirect(chair.address("done"))
    if not standing(chair.sitting, now=now).is_open:
        return _ended(request, chair, SittingRefused("closed"))
    return render(request, "courses/sittings/start.html", {"chair": chair, "progress": progress})


def _question(request: HttpRequest, chair: Chair, number: int) -> HttpResponse:
    now = timezone.now()
    _only_paired(chair)
    paper = paper_of(chair.sitting, chair.person)
    if paper is None:
        return redirect(chair.address("start"))
    progress = progress_of(paper)
    step = progress.step(number)
    if progress.is_finished or step is None:
        return redirect(chair.address("done" if progress.is_finished else "start"))
    form = AskForm(
        request.POST if request.method == "POST" else None, item=dict(step.question.shown)
    )
    if form.is_answered():
        return _take(request, chair, step, form, now=now)
    if request.method != "POST" and not standing(chair.sitting, now=now).is_open:
        return _ended(request, chair, SittingRefused("closed"))
    return show_question(request, chair, progress, step, form)


def _take(
    request: HttpRequest, chair: Chair, step: Step, form: AskForm, *, now: dt.datetime
) -> HttpResponse:
    paper = paper_of(chair.sitting, chair.person)
    if paper is None or not form.is_for_this:
        return redirect(chair.address("start"))
    try:
        answering.answer(
            paper=paper,
            item=step.question.item,
            given=form.answer,
            waited=waited(request),
            by=chair.by,
            now=now,
        )
    except SittingRefused as refused:
        if refused.code in ENDED:
            return _ended(request, chair, refused)
        return redirect(chair.address("start"))
    return redirect(_onward(chair, progress_of(paper)))


def show_question(
    request: HttpRequest, chair: Chair, progress: Progress, step: Step, form: AskForm
) -> HttpResponse:
    """The page of one question; 422 where nothing was chosen."""
    shown = {"chair": chair, "progress": progress, "step": step, "form": form}
    shown["action"] = request.path
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "courses/sittings/question.html", shown, status=status)


def _done(request: HttpRequest, chair: Chair) -> HttpResponse:
    _only_paired(chair)
    paper = paper_of(chair.sitting, chair.person)
    if paper is None or not progress_of(paper).is_finished:
        return redirect(chair.address("start"))
    return render(request, "courses/sittings/done.html", {"chair": chair})


def _onward(chair: Chair, progress: Progress) -> str:
    number = progress.next_one
    return chair.address("question", number) if number else chair.address("done")


def _ended(request: HttpRequest, chair: Chair, refused: SittingRefused) -> HttpResponse:
    shown = {"chair": chair, "message": refused.message}
    return render(request, "courses/sittings/ended.html", shown, status=409)


def _only_paired(chair: Chair) -> None:
    """A supervised check has pages of its own."""
    if chair.sitting.is_check:
        raise Http404
