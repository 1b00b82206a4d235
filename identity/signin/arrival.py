"""A session was just opened: is its browser one of hers, and who is to be told if not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from identity.codes import actions as codes
from identity.codes import browsers
from identity.codes.queries import people_of
from identity.security import actions as security
from identity.sessions.models import Device
from identity.signin.visitor import browser_of, keep_browser_token, place_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from identity.accounts.models import Person


def note_arrival(
    *, request: HttpRequest, response: HttpResponseBase, person: Person, now: dt.datetime
) -> None:
    """Report a browser the person was not signed in in within 30 days; her own is one of hers from now.

    A shared device never becomes hers, so each sign-in on one is told.
    """
    browser, place = browsers.named(browser_of(request)), place_of(request)
    security.note_device(
        person=person,
        is_known=bool(people_of(browser, among=[person.pk], now=now)),
        browser=place.browser,
        network=place.network,
        now=now,
    )
    if place.device == Device.OWN:
        codes.note_use(person=person, browser=browser, now=now)
        keep_browser_token(response, browser.token)
