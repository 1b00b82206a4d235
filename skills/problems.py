"""Everything that fails under /api/ answers with one shape: a problem document (RFC 9457)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

API = "/api/"
CONTENT_TYPE = "application/problem+json"

DETAILS = {
    "bad_request": gettext_noop("The request cannot be read."),
    "bad_fields": gettext_noop("Some fields are not right. Correct them and send again."),
    "signed_out": gettext_noop("Please sign in first."),
    "csrf": gettext_noop(
        "The request does not carry the token of this session. Get it from session."
    ),
    "forbidden": gettext_noop("You may not do this."),
    "not_found": gettext_noop("Nothing was found at this address."),
    "wrong_method": gettext_noop("This address does not take this kind of request."),
    "broken": gettext_noop("Something broke on our side. Please try again in a little while."),
    "not_recorded": gettext_noop(
        "Nothing can be shown right now. Please try again in a little while."
    ),
    "too_large": gettext_noop("The request is too large. Send it in smaller parts."),
    "not_json": gettext_noop("The request is not JSON."),
    "duplicate_key": gettext_noop("A key stands twice in the same object."),
    "too_deep": gettext_noop("The request is nested too deeply."),
    "no_events": gettext_noop("The request has no list of events."),
    "too_many_events": gettext_noop("One request takes at most 500 events."),
    "bad_cursor": gettext_noop("The cursor is not one that this list gave out."),
}
CODES = {400: "bad_request", 401: "signed_out", 403: "forbidden", 404: "not_found"}
CODES |= {405: "wrong_method", 413: "too_large", 500: "broken"}


SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457; `code` is for programs, `detail` for people.",
    "required": ["type", "title", "status", "code", "detail", "fields"],
    "properties": {
        **{name: {"type": "string"} for name in ("type", "title", "code", "detail")},
        "status": {"type": "integer"},
        "fields": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "message"],
                "properties": {"name": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
RESPONSE: dict[str, Any] = {
    "description": "What went wrong",
    "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def problem(status: int, code: str, fields: Sequence[Mapping[str, str]] = ()) -> HttpResponse:
    """The document for one failure; `fields` name what was wrong where."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": gettext(DETAILS.get(code, DETAILS["bad_request"])),
        "fields": list(fields),
    }
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = CONTENT_TYPE
    return response


@csrf_exempt
def nothing_here(_request: HttpRequest) -> HttpResponse:
    """An address under /api/ that is none; without it a slash would be tried first."""
    return problem(404, "not_found")


class ProblemMiddleware:
    """Gives the same shape to what failed outside any operation: no such address, a breakdown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not request.path.startswith(API) or response.status_code < HTTPStatus.BAD_REQUEST:
            return response
        if response.headers.get("Content-Type") == CONTENT_TYPE:
            return response
        return _instead_of(response)


def _instead_of(response: HttpResponseBase) -> HttpResponse:
    """The problem in place of a page; what a client needs beside it (Allow, cookies) is kept."""
    status = response.status_code
    found = problem(status, CODES.get(status, "broken" if status >= 500 else "bad_request"))  # noqa: PLR2004
    if "Allow" in response.headers:
        found["Allow"] = response.headers["Allow"]
    found.cookies = response.cookies
    return found


def install(api: NinjaAPI) -> None:
    """Let every operation of the API answer failures with problems."""
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(ValidationError, _bad_fields)
    api.add_exception_handler(
        AuthenticationError, lambda _request, _error: problem(401, "signed_out")
    )
    api.add_exception_handler(Http404, lambda _request, _error: problem(404, "not_found"))
    api.add_exception_handler(PermissionDenied, lambda _request, _error: problem(403, "forbidden"))


def _http_error(_request: HttpRequest, error: Any) -> HttpResponse:
    """An operation raises HttpError with one of our codes as its message."""
    code = (
        error.message if error.message in DETAILS else CODES.get(error.status_code, "bad_request")
    )
    return problem(error.status_code, code)


def _bad_fields(_request: HttpRequest, error: Any) -> HttpResponse:
    return problem(400, "bad_fields", [_field(each) for each in error.errors])


def _field(wrong: Mapping[str, Any]) -> dict[str, str]:
    """The name of a field is the last part of where it was found."""
    return {"name": str(wrong["loc"][-1]), "message": str(wrong["msg"])}
