"""The answer form of a lesson without scripts: marked here, kept if she is signed in, and a way back."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from courses.progress import actions as progress
from courses.progress import queries
from courses.progress.forms import read_form
from courses.progress.judging import try_out
from courses.progress.reading import Reported, Unreadable
from courses.progress.returning import way_back
from courses.progress.verdicts import Verdict


@never_cache
@csrf_exempt
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Takes one answer, or the end of a lesson.

    The lesson page is the same bytes for everybody and so carries no token; instead a request is
    refused unless the browser itself says that it comes from our own page.
    """
    if not is_same_origin(request):
        return render(request, "courses/progress/refused.html", status=403)
    now = timezone.now()
    event = posted(request, now=now)
    verdict = told(request, event, now=now)
    back = None
    if isinstance(event, Reported):
        back = way_back(request, version=event.version, item=event.item)
    context = {
        "verdict": verdict,
        "back": back,
        "is_done": "done" in request.POST,
        "is_unknown": "dont_know" in request.POST,
    }
    status = 200 if verdict.verdict == "applied" else 422
    return render(request, "courses/progress/answered.html", context, status=status)


def is_same_origin(request: HttpRequest) -> bool:
    """What a browser says about where a request comes from; no script and no page can fake it."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def posted(request: HttpRequest, *, now: datetime) -> Reported | Unreadable:
    """The form as an event; a check goes on in the attempt that is still open."""
    person = request.user
    if not person.is_authenticated:
        return read_form(request.POST, learner=None, attempt=uuid4(), now=now)
    event = read_form(request.POST, learner=person.uuid, attempt=None, now=now)
    if isinstance(event, Unreadable):
        return event
    attempt = queries.open_attempt(person.pk, event.lesson) or uuid4()
    return read_form(request.POST, learner=person.uuid, attempt=attempt, now=now)


def told(request: HttpRequest, event: Reported | Unreadable, *, now: datetime) -> Verdict:
    """Record what a signed-in person answered; only mark what anybody else did."""
    if request.user.is_authenticated:
        return progress.record(events=[event], by=request.user, now=now)[0]
    return try_out(event, now=now)
