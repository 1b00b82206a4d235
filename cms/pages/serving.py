"""Public pages as everybody gets them: rendered once per site revision, then answered from memory.

The middleware answers what stands on the shelf for one indexed query; everything else goes down the whole
chain to `serve`, which renders for nobody in particular and puts the result on the shelf.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.views.decorators.csrf import csrf_exempt
from wagtail.models import Page
from wagtail.views import serve as serve_by_wagtail

from cms.pages.models import PublicPage
from cms.pages.queries import site_revision
from cms.pages.shelf import READING, FinishedPage, Shelf

OK: Final = 200
shelf: Final = Shelf()
# one host may be spelled with many ports
MOST_HOSTS: Final = 32
_own_hosts: Final[set[str]] = set()


class PublicPageMiddleware:
    """Answers from the shelf before sessions, messages and tokens are looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # a preview asks through a request that only looks like a reader's
        found = None if hasattr(request, "is_dummy") else shelf.get(request.path_info)
        if found is not None and found.is_for(request) and found.revision == site_revision():
            _refuse_foreign_host(request)
            return found.answer(request)
        return self.get_response(request)


def _refuse_foreign_host(request: HttpRequest) -> None:
    """DisallowedHost, as the rest of the chain would say; a spelling that passed once is remembered."""
    spelling = request.META.get("HTTP_HOST", "")
    if spelling in _own_hosts:
        return
    request.get_host()
    if len(_own_hosts) < MOST_HOSTS:
        _own_hosts.add(spelling)


@csrf_exempt
def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """A page of Wagtail's tree: the same bytes for everybody where the page allows it.

    The revision is read before anything is rendered: what is published meanwhile makes the
    result old, never stale. Pages take nothing that is sent (405), so no token is asked for.
    """
    revision = site_revision()
    route = Page.route_for_request(request, path)
    if route is None or not _is_for_everybody(route.page, request):
        return serve_by_wagtail(request, path)
    plain = _request_of_nobody(request.path_info)
    response = route.page.serve(plain, *route.args, **route.kwargs)
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    if not _is_shareable(response, plain):
        return serve_by_wagtail(request, path)
    finished = FinishedPage.of(response, revision=revision, query_fields=route.page.query_fields)
    shelf.put(request.path_info, finished)
    return finished.answer(request)


def _is_for_everybody(page: Page, request: HttpRequest) -> bool:
    """A live public page, unrestricted, asked for in the one way that has one answer."""
    return (
        isinstance(page, PublicPage)
        and page.live
        and request.method in READING
        and page.query_fields.isdisjoint(request.GET)
        and not page.get_view_restrictions().exists()
    )


def _is_shareable(response: HttpResponseBase, asked: HttpRequest) -> bool:
    """Whether nothing in it belongs to one visitor: no cookie, and no token was drawn while rendering."""
    return (
        response.status_code == OK
        and not response.streaming
        and not response.cookies
        and "CSRF_COOKIE" not in asked.META
    )


def _request_of_nobody(path: str) -> HttpRequest:
    """A request without cookies, session, language or query, to the site's own address."""
    address = urlsplit(settings.SITE_URL)
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "SERVER_NAME": address.hostname,
            "SERVER_PORT": str(address.port or (443 if address.scheme == "https" else 80)),
            "wsgi.url_scheme": address.scheme,
            "wsgi.input": io.BytesIO(),
        }
    )
