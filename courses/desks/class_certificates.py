"""The certificates of a class as one PDF, for the trainer who hands them over in the hall.

Who has none yet is only counted: the board says why. The file is set while she waits and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.certificates.models import Certificate
from courses.certificates.printing import certificates_pdf
from courses.certificates.queries import valid_among
from courses.classes.models import Cohort
from courses.classes.permissions import cohort_for, live_learners
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.roles.permissions import require_role
from identity.roles.rules import Role

ON_A_PAGE = 60
"""Sheets of paper in one file: a few seconds of setting."""


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD", "POST"])
def print_class(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """The certificates of everybody in the class; a POST prints those that are ticked."""
    found = cohort_for(cast("Person", request.user), cohort, now=timezone.now())
    if found is None:
        raise Http404
    people = live_learners(found)
    held = valid_among(people, course=found.course)
    if request.method == "POST":
        return _print(request, found, held)
    page = Paginator(held, ON_A_PAGE).get_page(request.GET.get("trang"))
    _look("class.certificates.seen", request, found, list(page))
    shown = {"cohort": found, "page": page, "without": len(people) - len(held)}
    return render(request, "courses/desks/class_certificates.html", shown)


def _print(request: HttpRequest, cohort: Cohort, held: Sequence[Certificate]) -> HttpResponse:
    ticked = set(request.POST.getlist("certificate"))
    chosen = [each for each in held if str(each.uuid) in ticked][:ON_A_PAGE]
    if not chosen:
        messages.error(request, _("Tick at least one person."))
        return redirect("desks:class_certificates", cohort=cohort.uuid)
    _look("class.certificates.printed", request, cohort, chosen)
    papers = ((each.snapshot, each.bearer.token) for each in chosen)
    response = HttpResponse(certificates_pdf(papers), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="giay-chung-nhan-ca-lop.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response


def _look(act: str, request: HttpRequest, cohort: Cohort, seen: Sequence[Certificate]) -> None:
    audit.record(
        act=act,
        by=cast("Person", request.user),
        subjects={each.person_id for each in seen if each.person_id},
        commune=cohort.programme.commune.code,
        fields=("name", "certificate"),
        reason="teaches_class",
        detail={"class": str(cohort.uuid)},
        now=timezone.now(),
    )
