"""`/lop/<class>/hoc-vien/<person>/so-dung-chung/`: a learner who stands there leaves a shared number."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.desks.learners import Seat, kept_seat
from identity.accounts.addresses import HoldingQuerySet
from identity.accounts.queries import address_of, holdings_of
from identity.accounts.sharing import SharingRefused
from identity.audit import actions as audit
from identity.roles.permissions import require_role
from identity.roles.rules import Role
from identity.signin import sharing
from identity.signin.account import masked


@dataclass(frozen=True)
class SharedAddress:
    """An address the learner shares, masked, and whether she could still sign in without it."""

    uuid: UUID
    shown: str
    nickname: str
    is_needed: bool


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD", "POST"])
def end_sharing(request: HttpRequest, cohort: UUID, learner: UUID) -> HttpResponse:
    """Her shared addresses; a POST ends her part in one. Nothing of the others on it is shown."""
    now = timezone.now()
    seat = kept_seat(request, cohort, learner, now=now)
    if request.method == "POST":
        return _end(request, seat, now)
    _write_look_down(seat, now)
    shown = {
        "cohort": seat.cohort,
        "learner": seat.learner,
        "addresses": [
            SharedAddress(
                uuid=holding.uuid,
                shown=masked(address_of(holding)),
                nickname=holding.nickname,
                is_needed=not sharing.has_other_way(seat.learner, besides=holding),
            )
            for holding in _shared(seat)
        ],
    }
    return render(request, "courses/desks/learner_sharing.html", shown)


def _end(request: HttpRequest, seat: Seat, now: dt.datetime) -> HttpResponse:
    holding = _shared(seat).named(_uuid(request.POST.get("end", ""))).first()
    if holding is None:
        raise Http404
    try:
        sharing.end_at_desk(holding=holding, by=seat.trainer, now=now)
    except SharingRefused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, _("She no longer signs in with this number or e-mail address."))
    return redirect("desks:learner", cohort=seat.cohort.uuid, learner=seat.learner.uuid)


def _shared(seat: Seat) -> HoldingQuerySet:
    held: HoldingQuerySet = holdings_of(seat.learner).exclude(nickname="")
    return held


def _uuid(sent: str) -> UUID:
    """What was sent as a uuid; what is none names no holding."""
    try:
        return UUID(sent)
    except ValueError:
        raise Http404 from None


def _write_look_down(seat: Seat, now: dt.datetime) -> None:
    audit.record(
        act="class.sharing.seen",
        by=seat.trainer,
        subjects=[seat.learner.pk],
        commune=seat.cohort.programme.commune.code,
        fields=("name", "contact"),
        reason="help",
        detail={"class": str(seat.cohort.uuid)},
        now=now,
    )
