"""A name for every request, in its answer and in every log line it causes."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from identity.audit.context import request_id
from identity.signin.visitor import is_our_proxy

logger = logging.getLogger("skills.requests")
HEADER = "X-Request-ID"
_ACCEPTABLE = re.compile(r"[0-9a-zA-Z-]{8,36}")


class RequestRecordMiddleware:
    """Names the request (a proxy of ours may have done so) and logs one line when it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        name = _name_of(request)
        mark = request_id.set(name)
        try:
            response = self.get_response(request)
            response[HEADER] = name
            _log(request, response, seconds=time.perf_counter() - began)
        finally:
            request_id.reset(mark)
        return response


def _name_of(request: HttpRequest) -> str:
    offered = request.headers.get(HEADER, "")
    is_named = _ACCEPTABLE.fullmatch(offered) and is_our_proxy(request.META["REMOTE_ADDR"])
    return offered if is_named else uuid.uuid4().hex


def _log(request: HttpRequest, response: HttpResponse, *, seconds: float) -> None:
    """The path without its query: what people type into forms and links stays out of logs."""
    level = logging.WARNING if response.status_code >= 500 else logging.INFO  # noqa: PLR2004
    logger.log(
        level,
        "answered",
        extra={
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "milliseconds": round(seconds * 1000, 1),
        },
    )
