"""`/hoc/bao-loi/`: anybody says what is wrong with a question, signed in or not, with or without scripts."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.analysis import actions as analysis
from courses.analysis.budgets import Source
from courses.analysis.forms import ReportForm
from courses.analysis.queries import newest_answer
from courses.analysis.refusals import AnalysisRefused
from courses.catalogue import queries as catalogue
from courses.progress.returning import WayBack, way_back
from identity.codes.networks import network_of
from identity.signin.visitor import address_of, cookie_name, safe_next

SENT = "xong"
BACK = "n"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_fault(request: HttpRequest) -> HttpResponse:
    """Ask what is wrong, keep it, and lead back to where she was.

    The address names the version (`b`), the item (`c`) and, where she was not in the lesson, the page (`n`).
    """
    version, item = _named(request, "b"), _named(request, "c")
    frozen = catalogue.frozen_version(version)
    asked = frozen.item(item) if frozen else None
    back = _way_back(request, version, item)
    if asked is None or back is None:
        raise Http404
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _kept(request, form, version, item):
        return redirect(f"{request.get_full_path()}&{SENT}=1")
    shown = {
        "form": form,
        "is_sent": SENT in request.GET,
        "back": back,
        "text": asked.shown.get("text", ""),
        "answer": newest_answer(item),
    }
    status = 422 if form.errors else 200
    return render(request, "courses/analysis/report.html", shown, status=status)


def _way_back(request: HttpRequest, version: UUID, item: UUID) -> WayBack | None:
    """Into the lesson, or to the page of ours that the address names."""
    found = way_back(request, version=version, item=item)
    wanted = request.GET.get(BACK, "")
    return replace(found, here=safe_next(request, wanted)) if found and wanted else found


def _kept(request: HttpRequest, form: ReportForm, version: UUID, item: UUID) -> bool:
    """Whether the report was taken; a refusal stands on the form."""
    try:
        analysis.report_item(
            version=version,
            item=item,
            kind=form.cleaned_data["kind"],
            text=form.cleaned_data["text"],
            sources=_sources(request),
            now=timezone.now(),
        )
    except AnalysisRefused as refused:
        form.add_error(None, str(refused.message))
        return False
    return True


def _sources(request: HttpRequest) -> list[Source]:
    """The network she comes from, and her account and browser where they are known."""
    found = [Source("network", network_of(address_of(request)))]
    if request.user.is_authenticated:
        found.append(Source("person", str(request.user.uuid)))
    browser = request.COOKIES.get(cookie_name(), "")
    if browser:
        found.append(Source("device", browser))
    return found


def _named(request: HttpRequest, field: str) -> UUID:
    try:
        return UUID(request.GET.get(field, ""))
    except ValueError as error:
        raise Http404 from error
