"""`/quan-tri/tin-nhan/`: what went out, what it cost, which breakers stand open, and moving them by hand."""

from __future__ import annotations

import uuid
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from identity.accounts.models import Person
from identity.messaging import breaking, figures
from identity.messaging.forms import MoveForm
from identity.messaging.models import Breaker
from identity.messaging.rules import BreakerState, HandReason
from identity.roles.permissions import require_role
from identity.roles.rules import Role

ON_A_PAGE = 50
CHANNEL_NAMES = {"sms": _("Text messages"), "zns": _("Zalo messages"), "email": _("E-mails")}
STATE_NAMES = {
    BreakerState.CLOSED: _("passes"),
    BreakerState.OPEN: _("stopped"),
    BreakerState.HALF_OPEN: _("on trial"),
    BreakerState.HELD: _("stopped by hand"),
}


@never_cache
@require_role(Role.ADMIN)
@require_safe
def show_messages(request: HttpRequest) -> HttpResponse:
    """Figures of the last hour, day and month; the breakers, those that stop something first."""
    now = timezone.now()
    page = Paginator(figures.blocks(now=now), ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "channels": [
            (CHANNEL_NAMES[line.channel], _spans(line)) for line in figures.channels(now=now)
        ],
        "uses": figures.uses(now=now),
        "everything": _named(breaking.everything(now=now)),
        "page": page,
        "breakers": [_named(breaker) for breaker in page],
    }
    return render(request, "identity/messaging/overview.html", context)


@never_cache
@require_role(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def move_breaker(request: HttpRequest, breaker: uuid.UUID) -> HttpResponse:
    """Ask why, then stop strangers' messages to a block (or all) or let them pass again."""
    found = get_object_or_404(Breaker, uuid=breaker)
    is_closed = found.state == BreakerState.CLOSED
    goes_to = BreakerState.HELD if is_closed else BreakerState.CLOSED
    form = MoveForm(request.POST if request.method == "POST" else None, goes_to=goes_to)
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "breaker": found, "state": STATE_NAMES[BreakerState(found.state)]}
        return render(
            request, "identity/messaging/breaker.html", {**context, "is_closed": is_closed}
        )
    move = breaking.hold if is_closed else breaking.release
    try:
        move(
            breaker=found.uuid,
            by=cast("Person", request.user),
            reason=HandReason(form.cleaned_data["reason"]),
            now=timezone.now(),
        )
    except breaking.MoveRefused:
        messages.info(request, gettext("Somebody else was faster. See where it stands now."))
    else:
        messages.success(
            request,
            gettext("Stopped.") if is_closed else gettext("The messages pass again."),
        )
    return HttpResponseRedirect(reverse("messaging:overview"))


def _spans(line: figures.ChannelFigures) -> list[tuple[str, figures.Figures]]:
    return [
        (gettext("This hour"), line.hour),
        (gettext("Last 24 hours"), line.day),
        (gettext("Last 30 days"), line.month),
    ]


def _named(breaker: Breaker) -> dict[str, object]:
    return {"breaker": breaker, "state": STATE_NAMES[BreakerState(breaker.state)]}
