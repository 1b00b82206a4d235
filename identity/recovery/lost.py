"""`/dang-nhap/mat-het/`: somebody lost every way into her account and asks for it with a new address."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from identity.codes.models import Purpose
from identity.recovery import codesteps, requests
from identity.recovery.codesteps import Flow, Step
from identity.recovery.request_forms import LostForm
from identity.recovery.requests import RecoveryRefused

FLOW = Flow(
    purpose=Purpose.RECOVERY,
    start_url=reverse_lazy("recovery:lost"),
    code_url=reverse_lazy("recovery:lost_code"),
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_everything(request: HttpRequest) -> HttpResponse:
    """Which account, and the new address; known and unknown ones get the same answer."""
    form = LostForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return render(request, "identity/recovery/lost.html", {"form": form})
    said = {"meant": form.cleaned_data["meant"]}
    contact = form.cleaned_data["contact"]
    return codesteps.send(FLOW, request, contact=contact, said=said, now=timezone.now())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponseBase:
    """The code that was sent to the new address."""
    now = timezone.now()
    return codesteps.answer(FLOW, request, now=now, onward=lambda step: _ask(request, step, now))


@never_cache
@require_safe
def show_noted(request: HttpRequest) -> HttpResponse:
    """What happens now: the same words for everybody."""
    return render(request, "identity/recovery/lost_noted.html")


def _ask(request: HttpRequest, step: Step, now: dt.datetime) -> HttpResponse:
    codesteps.drop(FLOW, request.session)
    try:
        requests.ask(meant=step.said["meant"], contact=step.contact, now=now)
    except RecoveryRefused as refused:
        messages.error(request, str(refused.message))
        return HttpResponseRedirect(reverse("recovery:lost"))
    return HttpResponseRedirect(reverse("recovery:lost_noted"))
