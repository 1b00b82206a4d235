"""`/quan-tri/khoi-phuc/`: staff see who lost every way in, confirm face to face, refuse, or ask for her."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.codes.models import Purpose
from identity.recovery import codesteps, requests
from identity.recovery.codesteps import Flow, Step
from identity.recovery.looking_up import person_meant
from identity.recovery.models import RecoveryConfirmation, RecoveryRequest
from identity.recovery.permissions import answers_for, check_answers_for
from identity.recovery.queries import requests_for, standing_of
from identity.recovery.request_forms import DeskForm, PapersForm
from identity.recovery.requests import RecoveryRefused, contact_of_request
from identity.recovery.rules import State, due_at
from identity.roles.permissions import has_any_role, require_role
from identity.roles.rules import Role
from identity.signin.account import masked

REQUESTS_PER_PAGE = 20
WAITING_ONLY = (State.WAITING, State.READY)

FLOW = Flow(
    purpose=Purpose.RECOVERY,
    start_url=reverse_lazy("recovery:start"),
    code_url=reverse_lazy("recovery:start_code"),
    is_staffs=True,
)
staff_only = require_role(Role.TRAINER, Role.MANAGER, Role.ADMIN)


@dataclass(frozen=True)
class Line:
    """One request as a member of staff sees it; `due_at` is None while only people can decide."""

    request: RecoveryRequest
    contact: str
    due_at: dt.datetime | None
    confirmations: list[RecoveryConfirmation]
    is_confirmed_by_me: bool


@never_cache
@staff_only
@require_safe
def list_requests(request: HttpRequest) -> HttpResponse:
    """The open requests of one's own commune; who sees whom is written down first."""
    now, by = timezone.now(), _staff(request)
    waiting = requests_for(by, now=now).filter(state__in=WAITING_ONLY)
    page = Paginator(waiting, REQUESTS_PER_PAGE).get_page(request.GET.get("trang"))
    _note_look(by=by, people=[row.person_id for row in page if row.person_id], now=now)
    context = {
        "page": page,
        "lines": _lines(page, by=by, now=now),
        "may_join": has_any_role(by, {Role.MANAGER, Role.ADMIN}, now),
    }
    return render(request, "identity/recovery/requests.html", context)


@never_cache
@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, asked: uuid.UUID) -> HttpResponse:
    """Ask for the papers, then write down that this member of staff saw her."""
    found, form = _found(request, asked), PapersForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "asked": found, "contact": _masked(found)}
        return render(request, "identity/recovery/request_confirm.html", context)
    try:
        requests.confirm(request=found, by=_staff(request), now=timezone.now())
    except RecoveryRefused as refused:
        return _to_list(request, refused)
    messages.success(request, gettext("Written down: you have seen the person and her papers."))
    return HttpResponseRedirect(reverse("recovery:requests"))


@never_cache
@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, asked: uuid.UUID) -> HttpResponse:
    """Ask once more, then refuse."""
    found = _found(request, asked)
    if request.method != "POST":
        context = {"asked": found, "contact": _masked(found)}
        return render(request, "identity/recovery/request_refuse.html", context)
    try:
        requests.refuse(request=found, by=_staff(request), now=timezone.now())
    except RecoveryRefused as refused:
        return _to_list(request, refused)
    messages.success(request, gettext("Refused. The account stays as it was."))
    return HttpResponseRedirect(reverse("recovery:requests"))


@never_cache
@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, person: uuid.UUID | None = None) -> HttpResponse:
    """Ask for a person who stands at the desk: which account, her new address, her papers."""
    now, by = timezone.now(), _staff(request)
    known = _known(person, by=by, now=now)
    posted = request.POST if request.method == "POST" else None
    form = DeskForm(posted, knows_person=known is not None)
    if form.is_bound and form.is_valid():
        meant = known or person_meant(form.cleaned_data["meant"])
        if meant is not None and answers_for(by, meant, now=now):
            said = {"person": str(meant.uuid)}
            contact = form.cleaned_data["contact"]
            return codesteps.send(FLOW, request, contact=contact, said=said, now=now)
        _note_refused(meant, by=by, now=now)
        form.add_error("meant", gettext("Nobody of your commune is meant by this."))
    return render(request, "identity/recovery/request_start.html", {"form": form, "person": known})


@never_cache
@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def start_code(request: HttpRequest) -> HttpResponseBase:
    """The code the person reads aloud from her new phone."""
    now = timezone.now()
    return codesteps.answer(FLOW, request, now=now, onward=lambda step: _start(request, step, now))


def _start(request: HttpRequest, step: Step, now: dt.datetime) -> HttpResponse:
    codesteps.drop(FLOW, request.session)
    person = get_object_or_404(Person, uuid=step.said["person"])
    try:
        requests.start(person=person, contact=step.contact, by=_staff(request), now=now)
    except RecoveryRefused as refused:
        return _to_list(request, refused)
    messages.success(
        request,
        gettext(
            "Asked for. Let a colleague see the person and her papers too: then it takes a day."
        ),
    )
    return HttpResponseRedirect(reverse("recovery:requests"))


def _lines(rows: Iterable[RecoveryRequest], *, by: Person, now: dt.datetime) -> list[Line]:
    return [
        Line(
            request=row,
            contact=_masked(row),
            due_at=due_at(standing_of(row, now=now)),
            confirmations=list(row.confirmations.all()),
            is_confirmed_by_me=any(each.by_id == by.pk for each in row.confirmations.all()),
        )
        for row in rows
    ]


def _known(person: uuid.UUID | None, *, by: Person, now: dt.datetime) -> Person | None:
    """The person a class list led here from; looking at her is written down first."""
    if person is None:
        return None
    found = get_object_or_404(Person, uuid=person).as_kept
    check_answers_for(by, found, now=now)
    _note_look(by=by, people=[found.pk], now=now)
    return found


def _found(request: HttpRequest, asked: uuid.UUID) -> RecoveryRequest:
    now, by = timezone.now(), _staff(request)
    found = requests_for(by, now=now).filter(uuid=asked, state__in=WAITING_ONLY).first()
    if found is None:
        raise Http404
    _note_look(by=by, people=[found.person_id] if found.person_id else [], now=now)
    return found


def _note_look(*, by: Person, people: list[int], now: dt.datetime) -> None:
    """Written down before a member of staff sees any of it."""
    audit.record(
        act="recovery.requests.seen",
        by=by,
        subjects=people,
        fields=("name", "birth_year", "contact"),
        reason="help",
        now=now,
    )


def _note_refused(meant: Person | None, *, by: Person, now: dt.datetime) -> None:
    """Whoever probes addresses leaves an entry for each, about the person it belongs to if there is one."""
    subjects = [meant.pk] if meant else []
    audit.record(act="recovery.look_up_refused", by=by, subjects=subjects, now=now)


def _masked(row: RecoveryRequest) -> str:
    contact = contact_of_request(row)
    return masked(contact) if contact else ""


def _to_list(request: HttpRequest, refused: RecoveryRefused) -> HttpResponse:
    messages.error(request, str(refused.message))
    return HttpResponseRedirect(reverse("recovery:requests"))


def _staff(request: HttpRequest) -> Person:
    return cast("Person", request.user)
