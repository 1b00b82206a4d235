"""Content-Security-Policy: one strict policy for our pages, one that Wagtail's admin can work under."""

from collections.abc import Callable
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse

ADMIN_PREFIX = "/cms/"


def pages(media_origin: str, *, script_hashes: tuple[str, ...] = ()) -> dict[str, Any]:
    """Our own pages: nothing inline, nothing foreign; `script_hashes` allows the text-size script."""
    return {
        "EXCLUDE_URL_PREFIXES": (ADMIN_PREFIX,),
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF, *[f"'{digest}'" for digest in script_hashes]],
            "style-src": [SELF],
            "img-src": _with_media(media_origin, "data:"),
            "media-src": _with_media(media_origin),
            "font-src": [SELF],
            "connect-src": [SELF],
            "manifest-src": [SELF],
            "worker-src": [SELF],
            "form-action": [SELF],
            "frame-ancestors": [NONE],
            "base-uri": [NONE],
            "object-src": [NONE],
        },
    }


def admin(media_origin: str) -> str:
    """Wagtail's admin: inline styles and scripts are its way of working (see the ADR), hosts are not."""
    directives = {
        "default-src": [SELF],
        "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": _with_media(media_origin, "data:", "blob:"),
        "media-src": _with_media(media_origin),
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "object-src": [NONE],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


class AdminPolicyMiddleware:
    """Puts the admin's policy on every answer under its address, previews of our pages included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = admin(settings.MEDIA_ORIGIN)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(ADMIN_PREFIX):
            response.headers["Content-Security-Policy"] = self.policy
        return response


def _with_media(media_origin: str, *more: str) -> list[str]:
    return [SELF, *([media_origin] if media_origin else []), *more]
