"""`/tim-cho-bat-dau/`: finding where to start, for whoever has an account and for whoever has none.

A visitor's run is known by her session alone; when she signs in she may keep it.
"""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.placement import actions as placement
from courses.placement import queries, walking
from courses.placement.models import PlacementRun
from courses.placement.pools import NoPool
from courses.placement.refusals import NotYours, TooManyVisitors
from courses.placement.walking import Walk
from identity.accounts.models import Person
from identity.signin.visitor import address_of

IN_SESSION = "placement"


@never_cache
@require_http_methods(["GET", "HEAD"])
def show_intro(request: HttpRequest) -> HttpResponse:
    """What this is, and the way on: begin, go on, or look at what was found."""
    return render(request, "courses/placement/intro.html", {"run": _newest(request)})


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin, or begin anew: what was answered before stays what it was."""
    person, now = _person(request), timezone.now()
    network = address_of(request)
    try:
        run = placement.begin_run(person=person, by=person, network=network, now=now)
    except TooManyVisitors as refused:
        messages.info(request, str(refused.message))
        return redirect("placement:intro")
    except NoPool:
        messages.info(request, _("The questions are not here yet. You can open any lesson."))
        return redirect("/khoa-hoc/")
    if person is None:
        request.session[IN_SESSION] = str(run.uuid)
        # her way back lasts as long as what she answered
        request.session.set_expiry(now + placement.VISITORS_KEPT_FOR)
    return redirect("placement:ask", run=run.uuid)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, run: UUID) -> HttpResponse:
    """One question a screen."""
    found = _run(request, run)
    return walking.ask(request, found, _walk(request, found))


@never_cache
@require_http_methods(["GET", "HEAD"])
def show_result(request: HttpRequest, run: UUID) -> HttpResponse:
    """Where to start in each course."""
    found = _run(request, run)
    is_kept = found.person_id is not None
    return walking.show_result(request, found, _walk(request, found), is_kept=is_kept)


@require_POST
@login_required
def keep(request: HttpRequest, run: UUID) -> HttpResponse:
    """She has signed in and says that the answers are hers."""
    found = _run(request, run)
    try:
        placement.keep_run(run=found, by=cast("Person", request.user), now=timezone.now())
    except NotYours as refused:
        messages.error(request, str(refused.message))
        return redirect("placement:intro")
    request.session.pop(IN_SESSION, None)
    messages.success(request, _("It now stands with your name."))
    return redirect("placement:result", run=found.uuid)


def _person(request: HttpRequest) -> Person | None:
    return request.user if request.user.is_authenticated else None


def _newest(request: HttpRequest) -> PlacementRun | None:
    """The visitor's run of this browser first: it is what she did last here."""
    visitors = _visitors_run(request)
    person = _person(request)
    return visitors or (queries.newest_run(person) if person else None)


def _run(request: HttpRequest, uuid: UUID) -> PlacementRun:
    """A run of hers, or the visitor's run of this browser; 404 for anybody else's."""
    visitors = _visitors_run(request)
    if visitors is not None and visitors.uuid == uuid:
        return visitors
    person = _person(request)
    found = queries.run_of(person, uuid) if person else None
    if found is None:
        raise Http404
    return found


def _visitors_run(request: HttpRequest) -> PlacementRun | None:
    kept = request.session.get(IN_SESSION)
    return queries.visitors_run(UUID(kept)) if kept else None


def _walk(request: HttpRequest, run: PlacementRun) -> Walk:
    return Walk(
        home=reverse("placement:intro"),
        here=reverse("placement:ask", args=[run.uuid]),
        result=reverse("placement:result", args=[run.uuid]),
        by=_person(request),
    )
