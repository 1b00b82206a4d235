"""Where a change of address comes from: what stays open afterwards, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from identity.signin.visitor import browser_of, place_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from identity.codes.browsers import Browser
    from identity.sessions.store import SessionStore


@dataclass(frozen=True)
class Here:
    """The session that stays open, its browser, and both in coarse words."""

    browser: Browser
    keep: SessionStore | None = None
    device: str = ""
    network: str = ""


def here_of(request: HttpRequest) -> Here:
    """Where this request comes from."""
    place = place_of(request)
    return Here(
        browser=browser_of(request),
        keep=cast("SessionStore", request.session),
        device=place.browser,
        network=place.network,
    )
