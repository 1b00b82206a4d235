"""The trainer's device in the learner's hands: she chooses a PIN that the trainer does not see.

Digits are typed as dots, twice; pictures are tapped one after the other, twice, and never shown.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.desks.learners import Seat, kept_seat, record_look
from identity.codes.refusals import CodeRefused
from identity.factors import pins
from identity.factors.models import PinKind
from identity.factors.pictures import CHOSEN
from identity.factors.pinforms import NewPinForm, Taps, kind_asked
from identity.roles.permissions import require_role
from identity.roles.rules import Role
from identity.security.refusals import Frozen


@never_cache
@require_role(Role.TRAINER, Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def choose_pin(request: HttpRequest, cohort: UUID, learner: UUID) -> HttpResponse:
    """First the question “digits or pictures?”, then the choice itself, then: hand it back."""
    now = timezone.now()
    seat = kept_seat(request, cohort, learner, now=now)
    if request.method != "POST":
        record_look(seat, now=now)
    kind = kind_asked(request.GET.get("cach"))
    if kind is None:
        return _page(request, seat, "courses/desks/pin_kind.html")
    if kind is PinKind.PICTURES:
        return _pictures(request, seat, now=now)
    return _digits(request, seat, now=now)


def _digits(request: HttpRequest, seat: Seat, *, now: dt.datetime) -> HttpResponse:
    form = NewPinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        refused = _set(seat, form.cleaned_data["pin"], PinKind.DIGITS, now=now)
        if not refused:
            return _page(request, seat, "courses/desks/pin_done.html")
        form.add_error("pin", refused)
    return _page(request, seat, "courses/desks/pin_digits.html", form=form)


def _pictures(request: HttpRequest, seat: Seat, *, now: dt.datetime) -> HttpResponse:
    taps = Taps.read(request.POST, wanted=2 * CHOSEN)
    said = _("The picture was tapped before. Choose three different ones.")
    refused = said if taps.repeats_a_picture else ""
    if taps.is_complete and not refused:
        refused = _finish(seat, taps, now=now)
        if not refused:
            return _page(request, seat, "courses/desks/pin_done.html")
    if refused:
        taps = Taps(wanted=2 * CHOSEN)
    return _page(request, seat, "courses/desks/pin_pictures.html", taps=taps, refused=refused)


def _finish(seat: Seat, taps: Taps, *, now: dt.datetime) -> str:
    """Keep the three pictures; why not, as a sentence."""
    if not taps.is_repeated:
        return _("The second time it was other pictures. Choose three once more.")
    return _set(seat, taps.pin, PinKind.PICTURES, now=now)


def _set(seat: Seat, pin: str, kind: PinKind, *, now: dt.datetime) -> str:
    try:
        pins.set_pin(person=seat.learner, pin=pin, kind=kind, by=seat.trainer, now=now)
    except (CodeRefused, Frozen) as refused:
        return str(refused.message)
    return ""


def _page(
    request: HttpRequest,
    seat: Seat,
    template: str,
    *,
    form: forms.Form | None = None,
    taps: Taps | None = None,
    refused: str = "",
) -> HttpResponse:
    shown = {"seat": seat, "cohort": seat.cohort, "learner": seat.learner}
    shown |= {"form": form, "taps": taps, "refused": refused}
    status = 422 if refused or (form is not None and form.errors) else 200
    return render(request, template, shown, status=status)
