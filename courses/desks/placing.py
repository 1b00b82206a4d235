"""`/lop/<class>/hoc-vien/<person>/cho-bat-dau/`: the trainer reads the questions aloud and taps.

Whatever is shown here is written down first, and every answer is kept as operated.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.desks.learners import Seat, seat_of
from courses.placement import actions as placement
from courses.placement import queries, walking
from courses.placement.models import PlacementRun
from courses.placement.pools import NoPool
from courses.placement.walking import Walk
from identity.audit import actions as audit
from identity.roles.permissions import require_role
from identity.roles.rules import Role


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD"])
def show_intro(request: HttpRequest, cohort: UUID, learner: UUID) -> HttpResponse:
    """Before they begin: what to say, and what was found before, if she has answered already."""
    now = timezone.now()
    seat = _seat(request, cohort, learner, now=now)
    _record_look(seat, now=now)
    shown = {"seat": seat, "run": queries.newest_run(seat.learner)}
    return render(request, "courses/desks/placing.html", shown)


@require_POST
@require_role(Role.TRAINER)
def begin(request: HttpRequest, cohort: UUID, learner: UUID) -> HttpResponse:
    """Begin for her, recorded as operated."""
    now = timezone.now()
    seat = _seat(request, cohort, learner, now=now)
    try:
        run = placement.begin_run(person=seat.learner, by=seat.trainer, cohort=seat.cohort, now=now)
    except NoPool:
        messages.info(request, _("The questions are not here yet."))
        return redirect("desks:learner", cohort=cohort, learner=learner)
    return redirect("desks:placing_ask", cohort=cohort, learner=learner, run=run.uuid)


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, cohort: UUID, learner: UUID, run: UUID) -> HttpResponse:
    """One question, read aloud; only in a run that was begun in this class."""
    now = timezone.now()
    seat = _seat(request, cohort, learner, now=now)
    found = _run(seat, run)
    if found.cohort_id != seat.cohort.pk:
        raise Http404
    _record_look(seat, now=now)
    return walking.ask(request, found, _walk(seat, found))


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD"])
def show_result(request: HttpRequest, cohort: UUID, learner: UUID, run: UUID) -> HttpResponse:
    """Where she may start, to be read aloud too."""
    now = timezone.now()
    seat = _seat(request, cohort, learner, now=now)
    found = _run(seat, run)
    _record_look(seat, now=now)
    return walking.show_result(request, found, _walk(seat, found), is_kept=True)


def _seat(request: HttpRequest, cohort: UUID, learner: UUID, *, now: dt.datetime) -> Seat:
    """A learner of a class he trains; 404 for everybody else."""
    seat = seat_of(request, cohort, learner, now=now)
    if not seat.is_taught:
        raise Http404
    return seat


def _run(seat: Seat, run: UUID) -> PlacementRun:
    found = queries.run_of(seat.learner, run)
    if found is None:
        raise Http404
    return found


def _walk(seat: Seat, run: PlacementRun) -> Walk:
    here = [seat.cohort.uuid, seat.learner.uuid]
    return Walk(
        home=reverse("desks:placing", args=here),
        here=reverse("desks:placing_ask", args=[*here, run.uuid]),
        result=reverse("desks:placing_result", args=[*here, run.uuid]),
        by=seat.trainer,
        learner=seat.learner,
    )


def _record_look(seat: Seat, *, now: dt.datetime) -> None:
    audit.record(
        act="placement.seen",
        by=seat.trainer,
        subjects=[seat.learner.pk],
        commune=seat.cohort.programme.commune.code,
        fields=("name", "placement"),
        reason="teaches_class",
        detail={"class": str(seat.cohort.uuid)},
        now=now,
    )
