"""`/hoan-tac/`: whoever lost an address she did not give away takes it back, without signing in."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from identity.codes.refusals import TriesClosed
from identity.recovery import undoing
from identity.recovery.contact_forms import UndoForm
from identity.recovery.refusals import UndoOver
from identity.security.queries import event_of_link
from identity.signin.answers import wait
from identity.signin.visitor import address_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_digits(request: HttpRequest) -> HttpResponse:
    """Ask for the digits of the message, then undo what it speaks of."""
    if request.method != "POST":
        return render(request, "identity/recovery/undo.html", {"form": UndoForm()})
    form, now = UndoForm(request.POST), timezone.now()
    try:
        is_back = undoing.undo_by_digits(
            typed=form.data.get("digits", ""), network=address_of(request), now=now
        )
    except UndoOver as refused:
        form.add_error("digits", str(refused.message))
        return render(request, "identity/recovery/undo.html", {"form": form})
    except TriesClosed as refused:
        return wait(request, refused, now=now)
    return _done(is_back)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask with one button; mail programs that open links press no button."""
    now = timezone.now()
    if request.method != "POST":
        change = undoing.change_of_link(token, now=now)
        return (
            _link_page(request, {"change": change}) if change else _only_stop(request, token, now)
        )
    try:
        is_back = undoing.undo_by_link(token=token, network=address_of(request), now=now)
    except UndoOver:
        return _over(request)
    except TriesClosed as refused:
        return wait(request, refused, now=now)
    return _done(is_back)


@never_cache
@require_safe
def say_done(request: HttpRequest) -> HttpResponse:
    """The address is hers again; it tells nothing of anybody."""
    return render(request, "identity/recovery/undone.html", {"is_back": True})


@never_cache
@require_safe
def say_taken(request: HttpRequest) -> HttpResponse:
    """Undone as far as possible: somebody else holds the old address by now."""
    return render(request, "identity/recovery/undone.html", {"is_back": False})


def _done(is_back: bool) -> HttpResponse:
    return HttpResponseRedirect(reverse("recovery:undone" if is_back else "recovery:undone_taken"))


def _link_page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """Without name or address: a mail may be read by somebody else. The link goes to no other site."""
    response = render(request, "identity/recovery/undo_link.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _only_stop(request: HttpRequest, token: str, now: dt.datetime) -> HttpResponse:
    """What cannot be given back here (a place on a shared number, after a week) is stopped at least."""
    event = event_of_link(token, now)
    if event is None or undoing.was_undone(event):
        return _over(request)
    response = HttpResponseRedirect(reverse("signin:disavow_link", args=[token]))
    response["Referrer-Policy"] = "no-referrer"
    return response


def _over(request: HttpRequest) -> HttpResponse:
    """The same answer for a link that is wrong, was used or is too old."""
    return render(request, "identity/recovery/undo_over.html", status=HTTPStatus.NOT_FOUND)
