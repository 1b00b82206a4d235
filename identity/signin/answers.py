"""The pages with which the door answers when it cannot go on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus
from math import ceil

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from identity.accounts.contacts import Contact
from identity.codes.refusals import (
    CodeExpired,
    CodeRefused,
    RaceLost,
    SendRefused,
    TriesClosed,
)
from identity.signin.visitor import HOME

SECONDS_OF_A_MINUTE = 60
SAME_CODE = (
    _("You can have the same code sent again now."),
    _("In about one minute you can have the same code sent again."),
    _("In about %(minutes)d minutes you can have the same code sent again."),
)
NEW_CODE = (
    _("You can have a new code sent now."),
    _("In about one minute you can have a new code sent."),
    _("In about %(minutes)d minutes you can have a new code sent."),
)


def start_again(request: HttpRequest) -> HttpResponse:
    """Nothing is on its way here: signed in already, or its time is over."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(HOME)
    return _plain(
        request,
        title=gettext("Please start again"),
        text=gettext(
            "This sign-in took longer than 30 minutes, or was finished in another window."
        ),
        status=HTTPStatus.OK,
    )


def race_lost(request: HttpRequest, *, text: str) -> HttpResponse:
    """Something else was faster: another press of the button, another window."""
    return _plain(
        request,
        title=gettext("This was done a moment ago"),
        text=text,
        status=HTTPStatus.CONFLICT,
    )


def refused_code(
    request: HttpRequest,
    refused: CodeRefused,
    *,
    form: Form,
    page: Callable[[], HttpResponse],
    send_another: Callable[[], HttpResponse],
    now: dt.datetime,
) -> HttpResponse:
    """What follows a typed code that was not accepted: its page again, a wait, or a new code."""
    if isinstance(refused, RaceLost):
        return race_lost(request, text=refused.message)
    if isinstance(refused, TriesClosed):
        return wait(request, refused, now=now)
    if isinstance(refused, CodeExpired):
        messages.info(request, gettext("That code was too old. A new one is on its way."))
        return send_another()
    form.add_error("code", refused.message)
    return page()


def unproved(request: HttpRequest) -> HttpResponse:
    """The code of a silent number went to an e-mail as well: it shows nothing about the number."""
    return _plain(
        request,
        title=gettext("Please sign in with your e-mail"),
        text=gettext(
            "No text message reached this number, so the code came to your e-mail. "
            "It does not show that the number is still yours."
        ),
        status=HTTPStatus.OK,
    )


def wait(
    request: HttpRequest,
    refused: CodeRefused,
    *,
    now: dt.datetime,
    contact: Contact | None = None,
    next_url: str = "",
    back_url: str = "",
) -> HttpResponse:
    """A budget is closed: until when, what can be done meanwhile, and the way back.

    `contact` is the address the code was refused for: it can be asked for again from this page.
    """
    context = {
        "text": refused.message,
        "contact_url": reverse("signin:contact"),
        "contact": contact,
        "next": next_url,
        "back_url": back_url,
        "has_other_ways": isinstance(refused, SendRefused),
    }
    response = render(
        request, "identity/signin/wait.html", context, status=HTTPStatus.TOO_MANY_REQUESTS
    )
    if refused.retry_at is not None:
        response["Retry-After"] = str(max(1, ceil((refused.retry_at - now).total_seconds())))
    return response


def wait_in_words(until: dt.datetime | None, *, now: dt.datetime, is_new: bool = False) -> str:
    """How long until the code may be sent again, or (`is_new`) a new one, as a sentence."""
    seconds = (until - now).total_seconds() if until else 0
    minutes = max(0, ceil(seconds / SECONDS_OF_A_MINUTE))
    at_once, soon, later = NEW_CODE if is_new else SAME_CODE
    if minutes == 0:
        return str(at_once)
    return str(soon) if minutes == 1 else str(later) % {"minutes": minutes}


def _plain(request: HttpRequest, *, title: str, text: str, status: HTTPStatus) -> HttpResponse:
    context = {"title": title, "text": text, "contact_url": reverse("signin:contact")}
    return render(request, "identity/signin/start_again.html", context, status=status)
