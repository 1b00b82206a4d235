"""A session was just opened: is its browser one of hers, who is to be told if not, what does it open."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from identity.codes import actions as codes
from identity.codes import browsers
from identity.codes.queries import people_of
from identity.factors.rules import PASSKEY, RECOVERY_CODE, TOTP
from identity.security import actions as security
from identity.sessions.models import Device
from identity.sessions.proofs import proofs
from identity.signin.visitor import browser_of, keep_browser_token, place_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from identity.accounts.models import Person

# what an outsider who wastes the tries of an address cannot have
REOPENING = frozenset({TOTP, PASSKEY, RECOVERY_CODE})


def note_arrival(
    *, request: HttpRequest, response: HttpResponseBase, person: Person, now: dt.datetime
) -> None:
    """Report a browser the person was not signed in in within 30 days; her own is one of hers from now.

    A shared device never becomes hers, so each sign-in on one is told. With more than a code she opens
    what strangers closed of her addresses.
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
    if REOPENING & proofs(request.session).keys():
        codes.reopen_to_strangers(person=person, now=now)
