"""The editors' screens about items, inside Wagtail: which to look at, one item, reports, withdrawing."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.analysis import actions as analysis
from courses.analysis import queries
from courses.analysis.bars import drawing
from courses.analysis.forms import AnswerForm, WithdrawForm
from courses.analysis.models import ItemReport, ItemStatistic
from courses.analysis.refusals import AnalysisRefused
from courses.analysis.wording import flags_of
from courses.catalogue.pages import CoursePage
from identity.accounts.models import Person
from identity.roles.permissions import require_role
from identity.roles.rules import Role

A_PAGE = 30
STATES = ("open", "answered", "closed")


@require_role(Role.EDITOR, Role.MODERATOR)
@require_http_methods(["GET", "HEAD"])
def show_items(request: HttpRequest) -> HttpResponse:
    """The items of the site that should be looked at, of one course if chosen."""
    courses = list(CoursePage.objects.live().order_by("path"))
    wanted = request.GET.get("khoa", "")
    chosen = next((each for each in courses if str(each.translation_key) == wanted), None)
    found = queries.items_to_review(course=chosen.translation_key if chosen else None)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
    titles = queries.titles_of([row.lesson for row in page.object_list])
    shown = {
        "page": page,
        "lines": [(row, titles.get(row.lesson, ""), flags_of(row.flags)) for row in page],
        "courses": courses,
        "chosen": chosen,
        "query": f"khoa={chosen.translation_key}&" if chosen else "",
        "waiting": queries.reports(state="open").count(),
    }
    return render(request, "courses/analysis/items.html", shown)


@require_role(Role.EDITOR, Role.MODERATOR)
@require_http_methods(["GET", "HEAD"])
def show_item(request: HttpRequest, item: UUID) -> HttpResponse:
    """Everything about one item, version by version, and what may be done about it."""
    shown = _item_shown(item, page=request.GET.get("p"))
    return render(request, "courses/analysis/item.html", shown)


@require_role(Role.EDITOR, Role.MODERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, item: UUID) -> HttpResponse:
    """Ask why, then take the item back; the trial run of the results follows on its own screen."""
    history = _history(item)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            analysis.withdraw_item(
                lesson=history.lesson,
                item=item,
                reason=form.cleaned_data["reason"],
                by=_editor(request),
                now=timezone.now(),
            )
        except AnalysisRefused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Nobody is asked this question any more."))
            return redirect("analysis_item", item=item)
    shown = {"form": form, "history": history}
    status = 422 if form.errors else 200
    return render(request, "courses/analysis/withdraw.html", shown, status=status)


@require_role(Role.EDITOR, Role.MODERATOR)
@require_http_methods(["POST"])
def restore(request: HttpRequest, item: UUID) -> HttpResponse:
    """Ask the item again."""
    try:
        analysis.restore_item(item=item, by=_editor(request), now=timezone.now())
    except AnalysisRefused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, _("The question is asked again."))
    return redirect("analysis_item", item=item)


@require_role(Role.EDITOR, Role.MODERATOR)
@require_http_methods(["GET", "HEAD"])
def show_reports(request: HttpRequest) -> HttpResponse:
    """What people reported, by state, the newest first."""
    state = request.GET.get("tt", STATES[0])
    state = state if state in STATES else STATES[0]
    page = Paginator(queries.reports(state=state), A_PAGE).get_page(request.GET.get("p"))
    items = {row.item for row in page.object_list}
    texts = dict(ItemStatistic.objects.filter(item__in=items).values_list("item", "text"))
    shown = {
        "page": page,
        "lines": [(row, texts.get(row.item, "")) for row in page],
        "state": state,
        "states": _states(),
        "query": f"tt={state}&",
    }
    return render(request, "courses/analysis/reports.html", shown)


@require_role(Role.EDITOR, Role.MODERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def handle_report(request: HttpRequest, report: UUID) -> HttpResponse:
    """Answer a report, close it, or open it again."""
    found = get_object_or_404(ItemReport, uuid=report)
    form = AnswerForm(request.POST or None, initial={"answer": found.answer})
    if request.method == "POST" and form.is_valid():
        try:
            _handled(request, found, form.cleaned_data["answer"])
        except AnalysisRefused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("The report is dealt with."))
            return redirect("analysis_reports")
    shown = {"form": form, "report": found, "history": queries.item_history(found.item)}
    status = 422 if form.errors else 200
    return render(request, "courses/analysis/report_handle.html", shown, status=status)


def _handled(request: HttpRequest, report: ItemReport, answer: str) -> None:
    """What the pressed button asks for; an answer that was written is kept in any case."""
    by, now = _editor(request), timezone.now()
    act = request.POST.get("act")
    if act == "reopen":
        analysis.reopen_report(report=report, by=by, now=now)
        return
    if answer:
        analysis.answer_report(report=report, answer=answer, by=by, now=now)
    if act == "close":
        analysis.close_report(report=report, by=by, now=now)


def _item_shown(item: UUID, *, page: str | None) -> dict[str, Any]:
    history = _history(item)
    reports = Paginator(queries.reports(state="open", item=item), A_PAGE)
    counted = [
        (
            version,
            row,
            drawing(row.choices, people=row.people),
            flags_of(row.flags),
            queries.mistakes_of(row),
        )
        for version, row in history.versions
        if row is not None
    ]
    return {
        "history": history,
        "counted": counted,
        "page": reports.get_page(page),
        "editor_href": reverse("wagtailadmin_pages:edit", args=[history.page.pk])
        if history.page
        else "",
    }


def _history(item: UUID) -> queries.ItemHistory:
    history = queries.item_history(item)
    if history is None:
        raise Http404
    return history


def _states() -> list[tuple[str, str]]:
    return [("open", _("Not dealt with yet")), ("answered", _("Answered")), ("closed", _("Closed"))]


def _editor(request: HttpRequest) -> Person:
    return cast("Person", request.user)
