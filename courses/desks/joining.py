"""`/lop/tham-gia/`: a learner comes into a class by its code or by the QR picture on the wall."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from courses.classes import actions as cohorts
from courses.classes.joincodes import read_code, show_code
from courses.classes.refusals import ClassRefused
from courses.desks.forms import JoinForm
from identity.accounts.models import Person


@never_cache
@login_required
def join_class(request: HttpRequest) -> HttpResponse:
    """A code typed or brought along in the address; joining itself always takes the button."""
    form = JoinForm(request.POST or None, initial={"join_code": _brought(request)})
    if request.method == "POST" and form.is_valid():
        try:
            enrolment = cohorts.join_class(
                code=form.cleaned_data["join_code"],
                by=cast("Person", request.user),
                now=timezone.now(),
            )
        except ClassRefused as refused:
            form.add_error("join_code", _sentence(refused))
        else:
            told = _("You are in the class “%(name)s”.")
            messages.success(request, told % {"name": enrolment.cohort.name})
            return redirect("desks:learning")
    status = 422 if form.errors else 200
    return render(request, "courses/desks/join.html", {"form": form}, status=status)


def _brought(request: HttpRequest) -> str:
    """The code of the QR picture, in the shape that stands on the wall."""
    code = read_code(request.GET.get("ma", ""))
    return show_code(code) if code else ""


def _sentence(refused: ClassRefused) -> str:
    if refused.minutes is None:
        return str(refused.message)
    wait = ngettext("Try again in %(n)d minute.", "Try again in %(n)d minutes.", refused.minutes)
    return f"{refused.message} {wait % {'n': refused.minutes}}"
