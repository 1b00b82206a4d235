"""What the door knows of the caller: the browser, its network address, where to go on."""

from __future__ import annotations

import secrets
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from identity.codes.browsers import Browser
from identity.codes.rules import BROWSER_KNOWN_FOR
from identity.sessions.devices import coarse, described
from identity.sessions.models import Device
from identity.sessions.store import Place

HOME = "/toi/"
LONGEST_NEXT = 2000
BINDING_KEY = "signin_binding"
BINDING_BYTES = 16
DEVICE_KEY = "device_choice"
"""Where a sign-in on its way keeps whose device she says it is: "own" or "shared"."""


def safe_next(request: HttpRequest, wanted: str) -> str:
    """`wanted` if it is a page of this very host, else the learner's own page.

    The door itself is no place to go on to: that would be a circle.
    """
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    is_door = wanted.startswith((reverse("signin:contact"), reverse("signin:sign_out")))
    if not is_ours or is_door or len(wanted) > LONGEST_NEXT or not wanted.startswith("/"):
        return HOME
    return wanted


def browser_of(request: HttpRequest) -> Browser:
    """This browser as the code engine knows it: a secret of its session, and its long-lived token."""
    binding = request.session.get(BINDING_KEY)
    if not binding:
        binding = request.session[BINDING_KEY] = secrets.token_urlsafe(BINDING_BYTES)
    return Browser(binding=binding, token=request.COOKIES.get(cookie_name(), ""))


def place_of(request: HttpRequest) -> Place:
    """Where this sign-in happens: whose device it is by her own word, and which, in coarse words."""
    return Place(
        device=request.session.get(DEVICE_KEY, Device.OWN),
        browser=described(request.headers.get("User-Agent", "")),
        network=coarse(address_of(request)),
    )


def keep_browser_token(response: HttpResponseBase, token: str) -> None:
    """Hand the browser the token by which it is known for thirty days; it opens nothing."""
    response.set_cookie(
        cookie_name(),
        token,
        max_age=BROWSER_KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def carry_token(request: HttpRequest, token: str) -> None:
    """Let the rest of this request see the token that its answer will give the browser."""
    request.COOKIES[cookie_name()] = token


def cookie_name() -> str:
    """The same prefix rule as for the session: bound to this host wherever there is TLS."""
    return "__Host-browser" if settings.SESSION_COOKIE_SECURE else "browser"


def address_of(request: HttpRequest) -> str:
    """The client's IP address: the nearest hop that is not one of our own proxies.

    X-Forwarded-For is read from the right and only as far as TRUSTED_PROXIES wrote it; what a client
    puts there itself is never believed.
    """
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    nearest = str(request.META.get("REMOTE_ADDR", ""))
    for hop in reversed([hop for hop in hops if hop]):
        if not is_our_proxy(nearest):
            break
        nearest = hop
    return nearest


def is_our_proxy(address: str) -> bool:
    """Whether the address is one of TRUSTED_PROXIES, whose headers are believed."""
    try:
        parsed: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in settings.TRUSTED_PROXIES)
