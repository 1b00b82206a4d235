"""`/toi/giay-chung-nhan/`: a learner takes her certificate, or has it erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from courses.certificates import actions as certificates
from courses.certificates import queries
from courses.certificates.models import Certificate
from courses.certificates.refusals import CertificateRefused
from courses.progress.queries import CourseStanding
from identity.accounts.models import Person


@dataclass(frozen=True)
class Shelf:
    """Her certificates, and the courses she has finished without one."""

    held: list[Certificate]
    due: list[CourseStanding]


def read_certificates(person: Person, standings: Sequence[CourseStanding]) -> Shelf:
    """What `/toi/` shows of certificates. Two queries."""
    held = queries.held_by(person)
    certified = {each.course for each in held}
    due = [each for each in standings if each.is_finished and each.course not in certified]
    return Shelf(held, due)


@require_POST
@login_required
def take(request: HttpRequest, course: UUID) -> HttpResponse:
    """Issue it, or open the one she has."""
    try:
        mine = certificates.issue(course=course, by=_person(request), now=timezone.now())
    except CertificateRefused as refused:
        messages.error(request, str(refused.message))
        return redirect("desks:learning")
    return redirect("certificates:show", code=mine.shown_code)


@never_cache
@login_required
def erase(request: HttpRequest, certificate: UUID) -> HttpResponse:
    """Ask once more, then take her name off it for good."""
    person = _person(request)
    found = queries.own(person, certificate)
    if found is None:
        raise Http404
    if request.method != "POST":
        return render(request, "courses/desks/certificate_erase.html", {"certificate": found})
    certificates.erase(certificate=found, by=person, now=timezone.now())
    messages.success(
        request, _("Your name has been taken off this certificate. It is not valid any more.")
    )
    return redirect("desks:learning")


def _person(request: HttpRequest) -> Person:
    return cast("Person", request.user)
