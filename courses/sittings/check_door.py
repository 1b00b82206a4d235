"""`/toi/kiem-tra/<check>/`: the door of a supervised check: the code, being seen, and the way back in.

Whoever leaves the questions, or whose phone stops, comes back here and waits for the trainer.
"""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.sittings import supervising
from courses.sittings.chairs import Chair, chair_for, own_chair
from courses.sittings.models import SittingPaper
from courses.sittings.papers import paper_of
from courses.sittings.refusals import SittingRefused
from courses.sittings.rules import may_resume
from courses.sittings.seats import BY_HAND, back, browser_of, onward, paper_at
from courses.sittings.standing import standing
from identity.roles.permissions import require_role
from identity.roles.rules import Role


class CodeForm(forms.Form):
    """The code on the trainer's screen."""

    code = forms.CharField(
        label=gettext_lazy("Code of the check"),
        help_text=gettext_lazy("Six letters and digits. Your trainer shows or reads it to you."),
        max_length=20,
        error_messages={"required": gettext_lazy("Type the code of the check.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "input-code"}
        ),
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, sitting: UUID) -> HttpResponse:
    """The door: the code, then waiting to be seen, then the questions; and the way back after a stop."""
    chair = own_chair(request, sitting)
    if not chair.sitting.is_check:
        raise Http404
    paper = paper_of(chair.sitting, chair.person)
    if paper is not None:
        return _wait(request, chair, paper)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            supervising.take_seat(
                sitting=chair.sitting,
                code=form.cleaned_data["code"],
                by=chair.person,
                now=timezone.now(),
            )
        except SittingRefused as refused:
            form.add_error("code", str(refused.message))
        else:
            return redirect(chair.address("enter"))
    status = 422 if form.errors else 200
    return render(
        request, "courses/sittings/check_code.html", {"chair": chair, "form": form}, status=status
    )


@login_required
@require_POST
def begin(request: HttpRequest, sitting: UUID) -> HttpResponse:
    """Open the questions in this browser."""
    return _begin(request, own_chair(request, sitting), session=browser_of(request))


@login_required
@require_POST
def ask_to_resume(request: HttpRequest, sitting: UUID) -> HttpResponse:
    """Tell the trainer that the phone had stopped."""
    chair = own_chair(request, sitting)
    try:
        supervising.ask_to_resume(paper=paper_at(chair), by=chair.by, now=timezone.now())
    except SittingRefused as refused:
        messages.error(request, str(refused.message))
    return redirect(chair.address("enter"))


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD", "POST"])
def begin_for(request: HttpRequest, cohort: UUID, sitting: UUID, learner: UUID) -> HttpResponse:
    """Open the questions on the trainer's phone; going on there needs nothing more."""
    chair = chair_for(request, cohort, sitting, learner, now=timezone.now())
    if request.method != "POST":
        return redirect(chair.home)
    found = supervising.candidate(paper_at(chair))
    if found.state in supervising.UNDER_WAY and not found.session:
        return redirect(onward(chair, paper_at(chair), BY_HAND))
    return _begin(request, chair, session="")


def _wait(request: HttpRequest, chair: Chair, paper: SittingPaper) -> HttpResponse:
    """The page between the doors; each state has one sentence and at most one button."""
    found = supervising.candidate(paper)
    shown = {
        "chair": chair,
        "candidate": found,
        "is_open": standing(chair.sitting, now=timezone.now()).is_open,
        "may_resume": may_resume(found.resumes),
        "result": paper.results.order_by("-has_passed", "-pk").first(),
    }
    return render(request, "courses/sittings/check_wait.html", shown)


def _begin(request: HttpRequest, chair: Chair, *, session: str) -> HttpResponse:
    paper = paper_at(chair)
    try:
        ticket = supervising.begin(paper=paper, session=session, by=chair.by, now=timezone.now())
    except SittingRefused as refused:
        return back(request, chair, refused)
    return redirect(onward(chair, paper, BY_HAND if chair.is_operated else ticket))
