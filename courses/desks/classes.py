"""`/lop/`: the trainer's desk, with her classes, the board, the code on the wall and the acts on a class."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.classes import actions as cohorts
from courses.classes.board import read_board
from courses.classes.models import Cohort
from courses.classes.moving import MovePreview, has_newer_edition, move_preview
from courses.classes.permissions import cohort_for
from courses.classes.queries import taught_cohorts
from courses.classes.refusals import ClassRefused
from courses.desks.forms import OpenClassForm
from courses.desks.invitation import Invitation
from courses.programmes import queries as offered
from courses.programmes.models import Programme
from courses.programmes.permissions import taught_communes
from courses.programmes.queries import Offer
from courses.sittings.queries import class_gain
from identity.accounts.models import Person
from identity.accounts.queries import person_by_uuid
from identity.audit import actions as audit
from identity.codes import actions as codes
from identity.codes.networks import network_of
from identity.roles.permissions import require_role
from identity.roles.rules import Role
from identity.signin.visitor import address_of

CLASSES_PER_PAGE = 30
LEARNERS_PER_PAGE = 60
SESSION_LASTS = dt.timedelta(hours=3)
SENDS_IN_A_SESSION = 300


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD"])
def show_classes(request: HttpRequest) -> HttpResponse:
    """The classes of every commune the trainer works in."""
    now = timezone.now()
    page = Paginator(taught_cohorts(_trainer(request), now=now), CLASSES_PER_PAGE)
    shown = {
        "page": page.get_page(request.GET.get("trang")),
        "has_programme": bool(_open_programmes(request, now=now)),
    }
    return render(request, "courses/desks/classes.html", shown)


@never_cache
@require_role(Role.TRAINER)
def open_class(request: HttpRequest) -> HttpResponse:
    """Open a class for a course of an open programme."""
    now = timezone.now()
    form = OpenClassForm(request.POST or None, offers=_offers(request, now=now))
    if request.method == "POST" and form.is_valid():
        programme, course = form.chosen()
        try:
            cohort = cohorts.open_class(
                programme=programme,
                course=course,
                name=form.cleaned_data["name"],
                by=_trainer(request),
                now=now,
            )
        except ClassRefused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("The class is open. Show its code to your learners."))
            return redirect("desks:board", cohort=cohort.uuid)
    status = 422 if form.errors else 200
    return render(request, "courses/desks/class_open.html", {"form": form}, status=status)


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD"])
def show_board(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """Where everybody of the class stands; looking is written down."""
    now = timezone.now()
    found = _cohort(request, cohort, now=now)
    board = read_board(found, by=_trainer(request), now=now)
    shown = {
        "board": board,
        "cohort": found,
        "page": Paginator(board.rows, LEARNERS_PER_PAGE).get_page(request.GET.get("trang")),
        "invitation": Invitation.of(found),
        "has_newer_edition": has_newer_edition(found),
        "gain": class_gain(found),
    }
    return render(request, "courses/desks/board.html", shown)


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD"])
def show_code(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """The join code and its QR picture, large, for the wall or the printer."""
    found = _cohort(request, cohort, now=timezone.now())
    if found.closed_at is not None:
        raise Http404
    shown = {"cohort": found, "invitation": Invitation.of(found)}
    return render(request, "courses/desks/class_code.html", shown)


@never_cache
@require_role(Role.TRAINER)
def close_class(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """Ask once more, then close the class."""
    now = timezone.now()
    found = _cohort(request, cohort, now=now)
    if request.method != "POST":
        return render(request, "courses/desks/class_close.html", {"cohort": found})
    return _act(
        request,
        found,
        lambda: cohorts.close_class(cohort=found, by=_trainer(request), now=now),
        told=_("The class is closed. Its board stays."),
    )


@require_POST
@require_role(Role.TRAINER)
def reopen_class(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """Open a closed class again."""
    now = timezone.now()
    found = _cohort(request, cohort, now=now)
    return _act(
        request,
        found,
        lambda: cohorts.reopen_class(cohort=found, by=_trainer(request), now=now),
        told=_("The class is open again, with the same code."),
    )


@require_POST
@require_role(Role.TRAINER)
def begin_session(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """Let the hall's network send more sign-in codes for three hours, so that forty can sign in."""
    now = timezone.now()
    found = _cohort(request, cohort, now=now)
    codes.lift_network_cap(
        network=network_of(address_of(request)),
        most=SENDS_IN_A_SESSION,
        until=now + SESSION_LASTS,
        by=_trainer(request),
        now=now,
    )
    messages.success(
        request, _("For three hours everybody in this hall can sign in over its network.")
    )
    return redirect("desks:board", cohort=found.uuid)


@require_POST
@require_role(Role.TRAINER)
def remove_learner(request: HttpRequest, cohort: UUID, learner: UUID) -> HttpResponse:
    """Take a learner out; the board offers to bring her back."""
    now = timezone.now()
    found = _cohort(request, cohort, now=now)
    person = _person(learner)
    return _act(
        request,
        found,
        lambda: cohorts.remove_learner(cohort=found, person=person, by=_trainer(request), now=now),
        told=_("%(name)s is out of the class. You can bring her back below.")
        % {"name": person.name},
    )


@require_POST
@require_role(Role.TRAINER)
def readd_learner(request: HttpRequest, cohort: UUID, learner: UUID) -> HttpResponse:
    """Bring a former learner of this class back."""
    now = timezone.now()
    found = _cohort(request, cohort, now=now)
    person = _person(learner)
    return _act(
        request,
        found,
        lambda: cohorts.readd_learner(cohort=found, person=person, by=_trainer(request), now=now),
        told=_("%(name)s is in the class again.") % {"name": person.name},
    )


@never_cache
@require_role(Role.TRAINER)
def move_class(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """Show what the newest edition would change for each learner, then move the class to it."""
    now = timezone.now()
    found = _cohort(request, cohort, now=now)
    if request.method == "POST":
        return _act(
            request,
            found,
            lambda: cohorts.move_class(
                cohort=found, edition=_edition(request), by=_trainer(request), now=now
            ),
            told=_("The class follows the newest edition of the course."),
        )
    preview = move_preview(found, now=now)
    if preview is None:
        return redirect("desks:board", cohort=found.uuid)
    _record_look(preview, found, by=_trainer(request), now=now)
    shown = {"cohort": found, "preview": preview}
    return render(request, "courses/desks/class_move.html", shown)


def _trainer(request: HttpRequest) -> Person:
    return cast("Person", request.user)


def _cohort(request: HttpRequest, uuid: UUID, *, now: dt.datetime) -> Cohort:
    cohort = cohort_for(_trainer(request), uuid, now=now)
    if cohort is None:
        raise Http404
    return cohort


def _person(uuid: UUID) -> Person:
    person = person_by_uuid(uuid)
    if person is None:
        raise Http404
    return person


def _act(
    request: HttpRequest, cohort: Cohort, act: Callable[[], object], *, told: str
) -> HttpResponse:
    """Do it and say so, or say why not; either way back to the board."""
    try:
        act()
    except ClassRefused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, told)
    return redirect("desks:board", cohort=cohort.uuid)


def _edition(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("edition", ""))
    except ValueError:
        raise Http404 from None


def _record_look(preview: MovePreview, cohort: Cohort, *, by: Person, now: dt.datetime) -> None:
    audit.record(
        act="class.move.seen",
        by=by,
        subjects=[row.learner.pk for row in preview.rows],
        fields=("name", "progress"),
        reason="teaches_class",
        commune=cohort.programme.commune.code,
        detail={"class": str(cohort.uuid)},
        now=now,
    )


def _open_programmes(request: HttpRequest, *, now: dt.datetime) -> list[Programme]:
    return offered.open_programmes(taught_communes(_trainer(request), now))


def _offers(request: HttpRequest, *, now: dt.datetime) -> list[tuple[Programme, Offer]]:
    return [
        (programme, offer)
        for programme in _open_programmes(request, now=now)
        for offer in offered.offers_of(programme)
    ]
