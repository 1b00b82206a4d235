"""What cannot be written into the audit is not shown: staff see a calm page instead of people's data."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from identity.audit.actions import NotRecorded
from skills.problems import API, problem

logger = logging.getLogger(__name__)
UNAVAILABLE = 503
RETRY_SECONDS = 60


class UnrecordedMiddleware:
    """Answers 503 wherever a look or an act could not be written down."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Only for the audit's own refusal; everything else goes its way."""
        if not isinstance(exception, NotRecorded):
            return None
        logger.error("the audit cannot be written", exc_info=exception)
        response = _answer(request)
        response["Retry-After"] = str(RETRY_SECONDS)
        return response


def _answer(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(API):
        return problem(UNAVAILABLE, "not_recorded")
    return render(request, "cms/errors/503.html", status=UNAVAILABLE)
