"""`/toi/`: the learner's desk, with where to go on, her courses and her classes."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.catalogue.outlines import outlines
from courses.classes import actions as cohorts
from courses.classes.children import is_of_age
from courses.classes.models import Cohort, Enrolment
from courses.classes.queries import left_enrolments, own_enrolments
from courses.classes.refusals import ClassRefused
from courses.desks.own_certificates import read_certificates
from courses.desks.shelf import read_shelf
from courses.placement import queries as placement
from courses.progress import queries as progress
from courses.review import queries as review
from courses.review.catching_up import own_reviews
from courses.sittings.invitations import invitations
from courses.sittings.queries import supervised_checks
from identity.accounts.models import Person


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def show_learning(request: HttpRequest) -> HttpResponse:
    """Everything of one's own learning; the numbers are those of the board and of the API."""
    person = cast("Person", request.user)
    now = timezone.now()
    standings = progress.standing(person.pk, now=now)
    shown = {
        "person": person,
        "is_child": not is_of_age(person, now=now),
        "certificates": read_certificates(person, standings),
        "shelf": read_shelf(standings, outlines(request)),
        "enrolments": own_enrolments(person),
        "sittings": invitations(person, now=now),
        "supervised": supervised_checks(person.pk),
        "left": left_enrolments(person),
        "review": next(iter(review.due(own_reviews(person, standings), now=now)), None),
        "placement": placement.newest_run(person),
    }
    return render(request, "courses/desks/learning.html", shown)


@never_cache
@login_required
def leave_class(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """Ask once more, then leave; what was learnt stays, and the page offers to come back."""
    person = cast("Person", request.user)
    mine = [each.cohort for each in own_enrolments(person) if each.cohort.uuid == cohort]
    if not mine:
        raise Http404
    if request.method != "POST":
        return render(request, "courses/desks/leave.html", {"cohort": mine[0]})
    try:
        cohorts.leave_class(cohort=mine[0], by=person, now=timezone.now())
    except ClassRefused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, _("You have left the class. What you have learnt stays yours."))
    return redirect("desks:learning")


@require_POST
@login_required
def return_to_class(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """Undo one's own leaving."""
    person = cast("Person", request.user)
    stays = Enrolment.objects.of(person)
    found = Cohort.objects.filter(uuid=cohort, enrolments__in=stays).distinct().first()
    if found is None:
        raise Http404
    try:
        cohorts.return_to_class(cohort=found, by=person, now=timezone.now())
    except ClassRefused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, _("You are in the class “%(name)s”.") % {"name": found.name})
    return redirect("desks:learning")
