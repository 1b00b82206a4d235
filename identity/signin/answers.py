"""The pages with which the door answers when it cannot go on."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus
from math import ceil

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from identity.codes.refusals import CodeRefused
from identity.signin.visitor import HOME

SECONDS_OF_A_MINUTE = 60


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


def wait(request: HttpRequest, refused: CodeRefused, *, now: dt.datetime) -> HttpResponse:
    """A budget is closed: until when, and what can be done meanwhile."""
    context = {"text": refused.message, "contact_url": reverse("signin:contact")}
    response = render(
        request, "identity/signin/wait.html", context, status=HTTPStatus.TOO_MANY_REQUESTS
    )
    if refused.retry_at is not None:
        response["Retry-After"] = str(max(1, ceil((refused.retry_at - now).total_seconds())))
    return response


def wait_in_words(until: dt.datetime | None, *, now: dt.datetime) -> str:
    """How long until the code may be sent again, as a sentence."""
    seconds = (until - now).total_seconds() if until else 0
    if seconds <= 0:
        return gettext("You can have the same code sent again now.")
    minutes = ceil(seconds / SECONDS_OF_A_MINUTE)
    if minutes == 1:
        return gettext("In about one minute you can have the same code sent again.")
    return gettext("In about %(minutes)d minutes you can have the same code sent again.") % {
        "minutes": minutes
    }


def _plain(request: HttpRequest, *, title: str, text: str, status: HTTPStatus) -> HttpResponse:
    context = {"title": title, "text": text, "contact_url": reverse("signin:contact")}
    return render(request, "identity/signin/start_again.html", context, status=status)
