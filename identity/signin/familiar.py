"""A browser stays known to its person while she uses it: written down and its cookie renewed once a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpResponseBase
from django.utils import timezone

from identity.accounts.models import Person
from identity.codes import actions as codes
from identity.sessions.models import Device
from identity.signin.middleware import PERSONAL
from identity.signin.requests import SigninRequest
from identity.signin.visitor import browser_of, cookie_name, keep_browser_token

NOTED_KEY = "browser_noted_on"
"""Where a session keeps the day on which its use of the browser was last written down."""


class FamiliarBrowserMiddleware:
    """After a personal page, notes that its person uses this browser of her own.

    Other pages pay nothing for it, and a device that is shared speaks for nobody.
    """

    def __init__(self, get_response: Callable[[SigninRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: SigninRequest) -> HttpResponseBase:
        response = self.get_response(request)
        token = _note(request, timezone.now()) if _may_count(request) else ""
        if token:
            keep_browser_token(response, token)
        return response


def _may_count(request: SigninRequest) -> bool:
    has_both = {cookie_name(), settings.SESSION_COOKIE_NAME} <= request.COOKIES.keys()
    return has_both and request.path.startswith(PERSONAL)


def _note(request: SigninRequest, now: dt.datetime) -> str:
    """The token to renew, at most once a day."""
    today = timezone.localdate(now).isoformat()
    person = cast("Person", request.user)
    is_done = not person.is_authenticated or request.session.get(NOTED_KEY) == today
    if is_done or request.session.device != Device.OWN:
        return ""
    request.session[NOTED_KEY] = today
    return codes.note_use(person=person, browser=browser_of(request), now=now)
